namespace IdentityProvider.CommandLine;

/// <summary>What <c>IdentityProvider VERB</c> does instead of serving. Settings may follow the verb as <c>--Key=value</c>.</summary>
internal static class Verbs
{
    /// <summary>The verb's work, which answers with the exit code; null when the arguments name none.</summary>
    public static Task<int>? Run(string[] args, TextWriter output, CancellationToken cancellationToken) => args switch
    {
        ["audit", "verify", .. var settings] => AuditVerify.RunAsync(settings, output, cancellationToken),
        ["registration-token", .. var settings] => RegistrationToken.RunAsync(settings, output, cancellationToken),
        _ => null,
    };
}
