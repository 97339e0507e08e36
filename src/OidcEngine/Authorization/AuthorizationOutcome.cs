using OidcEngine.Errors;

namespace OidcEngine.Authorization;

/// <summary>What the authorization endpoint does with a request.</summary>
internal abstract record AuthorizationOutcome
{
    private AuthorizationOutcome() { }

    /// <summary>The client gets a code or an error.</summary>
    public sealed record Answered(AuthorizationResponse Response) : AuthorizationOutcome;

    /// <summary>The person goes to one of the host's pages first.</summary>
    public sealed record NeedsPerson(string Location) : AuthorizationOutcome;

    /// <summary>Nobody can be answered: the person sees the error page (RFC 6749 §4.1.2.1).</summary>
    public sealed record Refused(OAuthError Error) : AuthorizationOutcome;
}
