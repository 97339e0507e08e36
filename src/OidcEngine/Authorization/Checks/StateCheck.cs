using OidcEngine.Errors;

namespace OidcEngine.Authorization.Checks;

/// <summary><c>state</c> is of a length that fits into the response's header.</summary>
internal static class StateCheck
{
    public const int MaxLength = 4096;

    public static OAuthError? Apply(AuthorizationRequest request) =>
        request.State is { Length: > MaxLength }
            ? OAuthError.InvalidRequest("state is longer than 4096 characters.")
                .Because("state", "RFC 6749 §4.1.1", "Keep what state stands for in the app, and send a short value that finds it.")
            : null;
}
