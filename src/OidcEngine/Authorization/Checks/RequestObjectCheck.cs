using OidcEngine.Errors;

namespace OidcEngine.Authorization.Checks;

/// <summary>Requests that come as an object, by reference, or with a registration in them are refused by the codes made for that:
/// OIDC Core §3.1.2.6. To ignore them would be to act on a request that the client did not make.</summary>
internal static class RequestObjectCheck
{
    public static OAuthError? Apply(AuthorizationRequest request)
    {
        if (request.Parameters["request"] is not null)
            return OAuthError.RequestNotSupported("The request parameter is not supported.");
        if (request.Parameters["request_uri"] is not null)
            return OAuthError.RequestUriNotSupported("The request_uri parameter is not supported.");
        if (request.Parameters["registration"] is not null)
            return new OAuthError("registration_not_supported", "The registration parameter is not supported.");
        return null;
    }
}
