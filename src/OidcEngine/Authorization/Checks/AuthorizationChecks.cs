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

    /// <summary>The pushed authorization request endpoint, RFC 9126 §2.</summary>
    PushedAuthorization = 2,

    /// <summary>Both of them.</summary>
    All = Authorization | PushedAuthorization,
}

/// <summary>The checks of an authorization request, in their order. The first two prove client and redirect URI: what fails
/// there is told to the person alone, what fails later is told to the client (RFC 6749 §4.1.2.1).</summary>
internal static class AuthorizationChecks
{
    private static readonly (AuthorizationCheck Check, RequestEndpoints Endpoints)[] Table =
    [
        (ClientIdCheck.Apply, RequestEndpoints.All),
        (RedirectUriCheck.Apply, RequestEndpoints.All),
        (ResponseModeCheck.Apply, RequestEndpoints.All),
        (RepeatedParameterCheck.Apply, RequestEndpoints.All),
        (StateCheck.Apply, RequestEndpoints.All),
        (PushedOnlyCheck.Apply, RequestEndpoints.Authorization),
        (SignedOnlyCheck.Apply, RequestEndpoints.All),
        (RegistrationCheck.Apply, RequestEndpoints.All),
        (ResponseTypeCheck.Apply, RequestEndpoints.All),
        (GrantTypeCheck.Apply, RequestEndpoints.All),
        (CodeChallengeCheck.Apply, RequestEndpoints.All),
        (DpopJktCheck.Apply, RequestEndpoints.All),
        (ScopeCheck.Apply, RequestEndpoints.All),
        (ClaimsCheck.Apply, RequestEndpoints.All),
        (AcrCheck.Apply, RequestEndpoints.All),
        (NonceCheck.Apply, RequestEndpoints.All),
        (PromptCheck.Apply, RequestEndpoints.All),
        (MaxAgeCheck.Apply, RequestEndpoints.All),
        (UiLocalesCheck.Apply, RequestEndpoints.All),
        (LoginHintCheck.Apply, RequestEndpoints.All),
        (IdTokenHintCheck.Apply, RequestEndpoints.All),
    ];

    /// <summary>Runs the rows that serve the endpoint; the first error ends the walk.</summary>
    public static OAuthError? Run(AuthorizationRequest request, RequestEndpoints endpoint)
    {
        foreach (var (check, endpoints) in Table)
            if (endpoints.HasFlag(endpoint) && check(request) is { } error) return error;
        return null;
    }
}
