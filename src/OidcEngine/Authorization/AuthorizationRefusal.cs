using OidcEngine.Errors;

namespace OidcEngine.Authorization;

/// <summary>Why the engine shows an error to the person instead of sending it to a client. It is set as a feature of the
/// request that was answered with status 400 and no body, for the host's error page.</summary>
/// <param name="Error">What was wrong.</param>
/// <param name="SupportCode">By which the request is found: in the log, and where the host keeps refused requests.</param>
public sealed record AuthorizationRefusal(OAuthError Error, string SupportCode);
