using OidcEngine.Errors;
using OidcEngine.Http;

namespace OidcEngine.Authorization.Checks;

/// <summary>No parameter comes twice (RFC 6749 §3.1), but for <c>resource</c> (RFC 8707 §2).</summary>
internal static class RepeatedParameterCheck
{
    public static OAuthError? Apply(AuthorizationRequest request) =>
        request.Parameters.HasDoubled ? RepeatedParameter.Refuse(request.Parameters) : null;
}
