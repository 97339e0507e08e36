using OidcEngine.Errors;

namespace OidcEngine.Authorization.Checks;

/// <summary>One check: it writes what it has proven into the request, or says what is wrong.</summary>
internal delegate OAuthError? AuthorizationCheck(AuthorizationRequest request);

/// <summary>The endpoints that take authorization requests.</summary>
[Flags]
internal enum RequestEndpoints
{
    /// <summary>The authorization endpoint, RFC 6749 §3.1.</summary>
    Authorization = 1,
}

/// <summary>The checks of an authorization request, in their order. The first two prove client and redirect URI: what fails
/// there is told to the person alone, what fails later is told to the client (RFC 6749 §4.1.2.1).</summary>
internal static class AuthorizationChecks
{
    private static readonly (AuthorizationCheck Check, RequestEndpoints Endpoints)[] Table =
    [
        (ClientIdCheck.Apply, RequestEndpoints.Authorization),
        (RedirectUriCheck.Apply, RequestEndpoints.Authorization),
        (ResponseModeCheck.Apply, RequestEndpoints.Authorization),
        (RepeatedParameterCheck.Apply, RequestEndpoints.Authorization),
        (StateCheck.Apply, RequestEndpoints.Authorization),
        (RequestObjectCheck.Apply, RequestEndpoints.Authorization),
        (ResponseTypeCheck.Apply, RequestEndpoints.Authorization),
        (GrantTypeCheck.Apply, RequestEndpoints.Authorization),
        (CodeChallengeCheck.Apply, RequestEndpoints.Authorization),
        (ScopeCheck.Apply, RequestEndpoints.Authorization),
        (NonceCheck.Apply, RequestEndpoints.Authorization),
        (PromptCheck.Apply, RequestEndpoints.Authorization),
        (MaxAgeCheck.Apply, RequestEndpoints.Authorization),
        (UiLocalesCheck.Apply, RequestEndpoints.Authorization),
        (LoginHintCheck.Apply, RequestEndpoints.Authorization),
        (IdTokenHintCheck.Apply, RequestEndpoints.Authorization),
    ];

    /// <summary>Runs the rows that serve the endpoint; the first error ends the walk.</summary>
    public static OAuthError? Run(AuthorizationRequest request, RequestEndpoints endpoint)
    {
        foreach (var (check, endpoints) in Table)
            if (endpoints.HasFlag(endpoint) && check(request) is { } error) return error;
        return null;
    }
}
