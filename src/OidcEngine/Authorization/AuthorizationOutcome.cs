using OidcEngine.Errors;
using OidcEngine.Http;

namespace OidcEngine.Authorization;

/// <summary>What the authorization endpoint does with a request.</summary>
internal abstract record AuthorizationOutcome
{
    private AuthorizationOutcome() { }

    /// <summary>Why there is no code; null when there is one, or may yet be.</summary>
    public OAuthError? Fault { get; init; }

    /// <summary>The parameters that the outcome is about, wherever they came from; null when they are those of the call.</summary>
    public RequestParameters? Parameters { get; init; }

    /// <summary>The client gets a code or an error.</summary>
    public sealed record Answered(AuthorizationResponse Response) : AuthorizationOutcome;

    /// <summary>The person goes to one of the host's pages first.</summary>
    public sealed record NeedsPerson(string Location) : AuthorizationOutcome;

    /// <summary>Nobody can be answered: the person sees the error page (RFC 6749 §4.1.2.1).</summary>
    public sealed record Refused(OAuthError Error) : AuthorizationOutcome;
}
