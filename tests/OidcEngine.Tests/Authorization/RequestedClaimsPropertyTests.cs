using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using OidcEngine.Authorization;
using TestKit.Properties;

namespace OidcEngine.Tests.Authorization;

/// <summary>What holds for every <c>claims</c> parameter, OIDC Core §5.5.</summary>
public sealed class RequestedClaimsPropertyTests
{
    private const string Good =
        """{"userinfo":{"name":{"essential":true},"email":null},"id_token":{"auth_time":{"essential":true},"acr":{"values":["aal1","aal2"]},"sub":{"value":"alice"}}}""";

    private static readonly Gen<string[]> Names =
        Gen.ArrayOf(Gen.OneOf(Gen.Elements("name", "email", "x", "é", "Name"), Hostile.Text.Select(text => text.Replace("\0", "", StringComparison.Ordinal))))
            .Select(names => names.Where(IsText).Distinct().Take(10).ToArray());

    [Fact]
    public void What_was_asked_for_by_name_is_read_in_its_place() => Always.Holds(
        from userInfo in Names
        from idToken in Names
        from value in Gen.Elements("null", "{}", """{"essential":false}""", """{"value":"x"}""", """{"unknown":[1]}""")
        select (userInfo, idToken, text: $$"""{"userinfo":{{Member(userInfo, value)}},"id_token":{{Member(idToken, value)}},"other":7}"""),
        asked => RequestedClaims.Parse(asked.text).TryGet(out var claims, out _)
            && claims.UserInfo.SequenceEqual(asked.userInfo) && claims.IdToken.SequenceEqual(asked.idToken));

    [Fact]
    public void A_changed_parameter_is_read_as_it_stands_or_refused() => Always.Holds(Hostile.Changed(Good), text =>
        !RequestedClaims.Parse(text).TryGet(out var claims, out _)
        || (claims.UserInfo.SequenceEqual(NamesIn(text, "userinfo")) && claims.IdToken.SequenceEqual(NamesIn(text, "id_token"))), 4000);

    [Fact]
    public void A_text_is_no_parameter() => Always.Holds(Hostile.Text, text => !RequestedClaims.Parse(text).TryGet(out _, out _));

    private static string Member(string[] names, string value) =>
        $"{{{string.Join(',', names.Select(name => $"{JsonSerializer.Serialize(name)}:{value}"))}}}";

    /// <summary>Half a surrogate pair is no text, and JSON holds none.</summary>
    private static bool IsText(string text) => text.EnumerateRunes().All(rune => rune.Value != 0xFFFD);

    private static IEnumerable<string> NamesIn(string text, string member)
    {
        using var json = JsonDocument.Parse(Encoding.UTF8.GetBytes(text)); // as it comes off the wire
        return json.RootElement.TryGetProperty(member, out var found) && found.ValueKind == JsonValueKind.Object
            ? [.. found.EnumerateObject().Select(claim => claim.Name)]
            : [];
    }
}
