using ServiceDefaults.Configuration;
using UserDirectory.Audit;

namespace IdentityProvider.CommandLine;

/// <summary><c>IdentityProvider audit verify</c>: goes along the whole chain of the audit trail. It reads alone, so it may run beside a server.</summary>
internal static class AuditVerify
{
    public const int Intact = 0;
    public const int CannotTell = 1;
    public const int Broken = 2;

    public static async Task<int> RunAsync(string[] settings, TextWriter output, CancellationToken cancellationToken)
    {
        try
        {
            await using var app = IdentityProviderApp.Build(settings);
            var verdict = await app.Services.GetRequiredService<AuditVerification>().VerifyAsync(from: null, cancellationToken);
            return await ReportAsync(verdict, output, cancellationToken);
        }
        catch (Exception exception) when (StartupFailure.Explain(exception) is { } sentence)
        {
            await output.WriteLineAsync(sentence.AsMemory(), cancellationToken);
            return CannotTell;
        }
    }

    internal static async Task<int> ReportAsync(AuditVerdict verdict, TextWriter output, CancellationToken cancellationToken)
    {
        var (line, code) = verdict switch
        {
            AuditVerdict.Intact intact => (
                $"The audit trail is intact up to record {intact.Position}, seal {intact.Seal}. {intact.Unsealed} records wait for their seal.", Intact),
            AuditVerdict.Broken broken => (
                $"The audit trail is broken at position {broken.Position}: {broken.Reason}{(broken.RecordId is { } id ? $" (record {id})" : "")}.", Broken),
            _ => throw new InvalidOperationException($"There is no such verdict: {verdict}."),
        };
        await output.WriteLineAsync(line.AsMemory(), cancellationToken);
        return code;
    }
}
