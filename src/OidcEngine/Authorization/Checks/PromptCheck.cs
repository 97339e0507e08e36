using OidcEngine.Errors;

namespace OidcEngine.Authorization.Checks;

/// <summary><c>prompt</c>, OIDC Core §3.1.2.1: <c>none</c> stands alone, and a value that is not understood is not passed over.</summary>
internal static class PromptCheck
{
    public static OAuthError? Apply(AuthorizationRequest request)
    {
        if (request.Parameters["prompt"] is not { } prompt) return null;

        foreach (var part in prompt.AsSpan().Split(' '))
        {
            if (Parse(prompt.AsSpan(part)) is not { } value) return OAuthError.InvalidRequest("prompt has an unknown value.");
            request.Prompts |= value;
        }

        return request.Prompts.HasFlag(Prompts.None) && request.Prompts != Prompts.None
            ? OAuthError.InvalidRequest("prompt=none cannot be combined with another value.")
            : null;
    }

    private static Prompts? Parse(ReadOnlySpan<char> value) => value switch
    {
        "none" => Prompts.None,
        "login" => Prompts.Login,
        "consent" => Prompts.Consent,
        "select_account" => Prompts.SelectAccount,
        "" => Prompts.Unspecified, // two spaces in a row
        _ => null,
    };
}
