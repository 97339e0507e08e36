using OidcEngine.Errors;

namespace OidcEngine.Authorization.Checks;

/// <summary><c>ui_locales</c>, OIDC Core §3.1.2.1: a wish. What cannot be a BCP 47 tag is passed over, never an error.</summary>
internal static class UiLocalesCheck
{
    private const int MaxTags = 8;
    private const int MaxTagLength = 35; // RFC 5646 §4.4.1

    public static OAuthError? Apply(AuthorizationRequest request)
    {
        if (request.Parameters["ui_locales"] is not { } text) return null;

        var tags = new List<string>();
        foreach (var part in text.AsSpan().Split(' '))
        {
            var tag = text.AsSpan(part);
            if (tags.Count < MaxTags && tag.Length is > 0 and <= MaxTagLength && IsTag(tag)) tags.Add(tag.ToString());
        }
        request.UiLocales = tags;
        return null;
    }

    private static bool IsTag(ReadOnlySpan<char> tag)
    {
        foreach (var character in tag)
            if (!char.IsAsciiLetterOrDigit(character) && character != '-') return false;
        return true;
    }
}
