using System.Buffers;
using System.Collections.Frozen;
using OidcEngine.Http;

namespace OidcEngine.Refusals;

/// <summary>What may be shown of a refused request. Values are shown of the parameters named here and of no others: a code, a verifier, a
/// token or a hint about a person is left out, and so is a parameter that nobody here knows, since a misspelt <c>client_secret</c> is one
/// too. A <c>code_challenge</c> of the method plain is the verifier itself (RFC 7636 §4.2), and <c>state</c> is whatever a client puts
/// there.</summary>
internal static class ShownParameters
{
    private const int MostParameters = 40;
    private const int LongestName = 40;

    private static readonly FrozenSet<string> Harmless = FrozenSet.Create(
        StringComparer.Ordinal,
        "acr_values", "client_assertion_type", "client_id", "code_challenge_method", "display", "dpop_jkt", "grant_type", "max_age",
        "post_logout_redirect_uri", "prompt", "redirect_uri", "resource", "response_mode", "response_type", "scope", "token_type_hint",
        "ui_locales");

    private static readonly SearchValues<char> NameCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz_-.");

    public static IReadOnlyList<ShownParameter> Of(RequestParameters? parameters)
    {
        if (parameters is null) return [];
        var shown = new List<ShownParameter>(parameters.Count);
        foreach (var (name, value) in parameters)
        {
            if (shown.Count == MostParameters) break;
            shown.Add(new ShownParameter(NameOf(name), Harmless.Contains(name) ? ShownText.Of(value) : null, value.Length));
        }
        return shown;
    }

    /// <summary>Who posts a bare token has sent it as a name.</summary>
    public static string NameOf(string name) =>
        name.Length is > 0 and <= LongestName && !name.AsSpan().ContainsAnyExcept(NameCharacters) ? name : "?";
}
