using OidcEngine.Errors;

namespace OidcEngine.Authorization.Checks;

/// <summary><c>id_token_hint</c>, OIDC Core §3.1.2.1: an id_token that this issuer signed, expired or not, says who is expected.
/// Whether that person is there is a matter of <see cref="InteractionDecision"/>.</summary>
internal static class IdTokenHintCheck
{
    public static OAuthError? Apply(AuthorizationRequest request)
    {
        if (request.Parameters["id_token_hint"] is null) return null;
        if (request.Surroundings.Hint is not { } hint)
        {
            return OAuthError.InvalidRequest("id_token_hint is not an id_token of this issuer.")
                .Because("id-token-hint", "OIDC Core §3.1.2.1", "Send an id_token that this server issued, or leave the hint out.");
        }

        if (request.HintedSubject is { } asked && asked != hint.Subject)
        {
            return OAuthError.InvalidRequest("id_token_hint and the claims parameter name two people.")
                .Because("id-token-hint", "OIDC Core §5.5.1", "Name one person, in the hint or in claims.");
        }
        request.HintedSubject = hint.Subject;
        return null;
    }
}
