namespace UserApi.AuditLogs;

/// <summary>How an act ended, in the API's words.</summary>
internal static class AuditOutcomes
{
    public const string Success = "success";
    public const string Failure = "failure";

    public static IReadOnlyList<string> All { get; } = [Success, Failure];
}
