using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http.Features;
using ServiceDefaults.Documentation;
using ServiceDefaults.Problems;
using UserApi.Access;
using UserApi.Contracts.UserFiles;
using UserApi.Requests;
using UserDirectory.Roles;
using UserDirectory.UserFiles;

namespace UserApi.UserFiles;

/// <summary>Takes accounts in from a file. The file is received and looked through before anything is written; then the report is written while
/// the accounts are made, so what it tells is kept.</summary>
internal static class UserImportEndpoint
{
    private const int FlushEvery = 200;

    public static void Map(RouteGroupBuilder v1) =>
        v1.MapPost("/admin/users/import", PostAsync).RequirePermission(Permissions.UsersWrite).Describe(UserFileOperations.Import);

    private static async Task<IResult> PostAsync(
        HttpContext http, UserImport import, ImportOptions options, IConfiguration configuration, TimeProvider time, CancellationToken cancellationToken)
    {
        if (!ImportQuery.TryRead(http.Request.Query, out var settings, out var problem)) return problem;
        if (!UserFile.TryReadFormat(http.Request, out var format, out problem)) return problem;
        if (http.Request.ContentLength > options.MaxBytes) return TooManyBytes(options);
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = options.MaxBytes;

        var content = await ReceivedFile.ReceiveAsync(http.Request.Body, configuration, time, cancellationToken);
        http.Response.RegisterForDisposeAsync(content);
        if (content.Length > options.MaxBytes) return TooManyBytes(options);
        var file = new UserFile(format, content);
        if (await file.FindProblemAsync(options.MaxLines, cancellationToken) is { } broken) return broken;
        return RecordFile.Report(http, RunAsync(http, import, file, settings, http.RequestAborted), FlushEvery);
    }

    private static async IAsyncEnumerable<ImportReportLine> RunAsync(
        HttpContext http, UserImport import, UserFile file, ImportSettings settings, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var totals = new ImportTotals();
        var lines = file.ReadAsync(cancellationToken).Select(UserFileMapping.ToLine);
        await foreach (var line in import.RunAsync(lines, settings, totals, Caller.ActorOf(http), cancellationToken))
            yield return UserFileMapping.ToReport(line);
        yield return new ImportReportLine { Summary = UserFileMapping.ToSummary(totals, settings.IsDryRun) };
    }

    private static ApiProblem TooManyBytes(ImportOptions options) => UserFile.TooLarge($"The file may have {options.MaxBytes} bytes.");
}
