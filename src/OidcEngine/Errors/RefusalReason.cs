namespace OidcEngine.Errors;

/// <summary>What exactly a refused request broke on, for those who run the server: it is looked up by the support code, and never told to
/// the caller. It holds no secret, token, code or assertion.</summary>
/// <param name="Rule">The check's name in kebab case, such as <c>redirect-uri</c>.</param>
/// <param name="Clause">The clause that asks for it, such as <c>RFC 6749 §3.1.2.3</c>.</param>
/// <param name="Fix">What to change, and where, as a sentence.</param>
public sealed record RefusalReason(string Rule, string Clause, string Fix)
{
    /// <summary>What would have been right; several possible values are separated by spaces. Null when no value can be shown.</summary>
    public string? Expected { get; init; }

    /// <summary>What came. Null when it was absent, or is not to be shown.</summary>
    public string? Received { get; init; }
}
