using ServiceDefaults.Documentation;
using ServiceDefaults.Problems;
using UserApi.Access;
using UserApi.Requests;
using UserApi.Users;
using UserDirectory.Roles;
using UserDirectory.UserFiles;

namespace UserApi.UserFiles;

/// <summary>All accounts of a list as a file, without their secrets. That it was taken is recorded.</summary>
internal static class UserExportEndpoint
{
    public static void Map(RouteGroupBuilder v1) =>
        v1.MapGet("/admin/users/export", GetAsync).RequirePermission(Permissions.UsersExport).Describe(UserFileOperations.Export);

    private static async Task<IResult> GetAsync(HttpContext http, UserExport export, TimeProvider time, CancellationToken cancellationToken)
    {
        if (!UserListQuery.TryReadExport(http.Request.Query, out var list, out var problem)) return problem;
        var faults = new List<(string, string)>();
        var format = RecordFile.FormatOf(http.Request, faults);
        if (faults.Count > 0) return ApiProblem.Invalid(faults);

        var users = await export.ExportAsync(list.Filter, format, Caller.ActorOf(http), cancellationToken);
        return RecordFile.Of(http, $"users-{time.GetUtcNow():yyyyMMdd-HHmmss}", format, users.Select(UserFileMapping.ToPortable), UserColumns.All);
    }
}
