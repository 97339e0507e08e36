using System.Globalization;
using System.Text.RegularExpressions;

namespace UserApi.RefusedRequests;

/// <summary>Where a clause can be read, from how the engine cites it.</summary>
internal static partial class ClauseAddress
{
    private static readonly (string Name, string Page)[] OpenIdSpecifications =
    [
        ("OIDC Core", "openid-connect-core-1_0"),
        ("OIDC Discovery", "openid-connect-discovery-1_0"),
        ("OIDC Registration", "openid-connect-registration-1_0"),
        ("OIDC RP-Initiated Logout", "openid-connect-rpinitiated-1_0"),
        ("OIDC Session Management", "openid-connect-session-1_0"),
        ("OIDC Front-Channel Logout", "openid-connect-frontchannel-1_0"),
        ("OIDC Back-Channel Logout", "openid-connect-backchannel-1_0"),
        ("OAuth 2.0 Multiple Response Types", "oauth-v2-multiple-response-types-1_0"),
        ("OAuth 2.0 Form Post Response Mode", "oauth-v2-form-post-response-mode-1_0"),
    ];

    /// <summary>Null for a citation of another form.</summary>
    public static Uri? Of(string? clause)
    {
        if (clause is null) return null;
        if (Rfc().Match(clause) is { Success: true } rfc)
        {
            var section = rfc.Groups["section"];
            return new Uri(string.Create(
                CultureInfo.InvariantCulture,
                $"https://www.rfc-editor.org/rfc/rfc{rfc.Groups["number"]}{(section.Success ? $"#section-{section}" : "")}"));
        }

        foreach (var (name, page) in OpenIdSpecifications)
        {
            if (!clause.StartsWith(name, StringComparison.Ordinal)) continue;
            var section = Section().Match(clause);
            return new Uri($"https://openid.net/specs/{page}.html{(section.Success ? $"#rfc.section.{section.Groups["section"]}" : "")}");
        }
        return null;
    }

    [GeneratedRegex("^RFC (?<number>[0-9]{4,5})( §(?<section>[0-9]+(\\.[0-9]+)*))?")]
    private static partial Regex Rfc();

    [GeneratedRegex("§(?<section>[0-9]+(\\.[0-9]+)*)")]
    private static partial Regex Section();
}
