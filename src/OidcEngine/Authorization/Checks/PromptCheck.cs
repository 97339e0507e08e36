using OidcEngine.Errors;

namespace OidcEngine.Authorization.Checks;

/// <summary><c>prompt</c>, OIDC Core §3.1.2.1: <c>none</c> stands alone, and a value that is not understood is not passed over.
/// <c>create</c> (Initiating User Registration §4) is understood where people can register.</summary>
internal static class PromptCheck
{
    private const string Rule = "prompt";
    private const string Clause = "OIDC Core §3.1.2.1";
    private const string Known = "none login consent select_account create";

    public static OAuthError? Apply(AuthorizationRequest request)
    {
        if (request.Parameters["prompt"] is not { } prompt) return null;

        foreach (var part in prompt.AsSpan().Split(' '))
        {
            if (Parse(prompt.AsSpan(part), request.Surroundings) is not { } value)
            {
                return OAuthError.InvalidRequest("prompt has an unknown value.").Because(
                    Rule, Clause, "Send values that are known, with spaces between them.", Known, prompt[part]);
            }
            request.Prompts |= value;
        }

        return request.Prompts.HasFlag(Prompts.None) && request.Prompts != Prompts.None
            ? OAuthError.InvalidRequest("prompt=none cannot be combined with another value.")
                .Because(Rule, Clause, "Send none alone, or leave it out.", "none", prompt)
            : null;
    }

    private static Prompts? Parse(ReadOnlySpan<char> value, RequestSurroundings surroundings) => value switch
    {
        "none" => Prompts.None,
        "login" => Prompts.Login,
        "consent" => Prompts.Consent,
        "select_account" => Prompts.SelectAccount,
        "create" when surroundings.OffersRegistration => Prompts.Create,
        "" => Prompts.Unspecified, // two spaces in a row
        _ => null,
    };
}
