using System.Text;
using System.Text.Json;
using FsCheck.Fluent;
using TestKit.Properties;
using static Jose.Tests.TestTokens;

namespace Jose.Tests;

/// <summary>What holds for every token that somebody may send. None of these may throw.</summary>
public sealed class JwtPropertyTests
{
    private static readonly string Good = Sign(GoodHeader, GoodClaims);

    [Fact]
    public void A_changed_token_is_refused() =>
        Always.Holds(Hostile.Changed(Good), token => token == Good || JwtReader.Read(token, Expectations) is JwtReading.Invalid, 8000);

    [Fact]
    public void A_text_is_no_token() => Always.Holds(Hostile.Text, text => JwtReader.Read(text, Expectations) is JwtReading.Invalid);

    [Fact]
    public void Parts_of_two_tokens_are_no_third()
    {
        var other = Sign(GoodHeader, GoodClaims.Replace("\"exp\"", "\"sub\":\"mallory\",\"exp\"", StringComparison.Ordinal));
        var parts = Gen.ArrayOf(Gen.Elements(Good.Split('.').Concat(other.Split('.')).Append("").ToArray()), 3);
        Always.Holds(parts.Select(three => string.Join('.', three)),
            token => token == Good || token == other || JwtReader.Read(token, Expectations) is JwtReading.Invalid);
    }

    [Fact]
    public void Whatever_the_right_key_signed_is_taken_only_if_it_says_what_is_expected() =>
        Always.Holds(Hostile.Changed(GoodClaims), claims => JwtReader.Read(SignAny(GoodHeader, claims), Expectations) is JwtReading.Invalid || SaysEnough(claims));

    [Fact]
    public void A_header_is_taken_only_if_it_names_kind_algorithm_and_no_extension() =>
        Always.Holds(Hostile.Changed(GoodHeader), header => JwtReader.Read(SignAny(header, GoodClaims), Expectations) is JwtReading.Invalid || IsPlain(header));

    [Fact]
    public void Claims_of_any_kind_are_read_or_refused()
    {
        var value = Gen.Elements("null", "true", "0", "-1", "1e400", "9e99", "\"\"", "\"https://idp.example\"", "[]", "[null]", "[\"https://api.example\"]", "{}", "\"\\ud800\"");
        var member = from name in Gen.Elements("iss", "sub", "aud", "exp", "nbf", "iat", "jti", "\\u0069ss", "x")
                     from json in value
                     select $"\"{name}\":{json}";
        var objects = Gen.ListOf(member).Select(members => $"{{{string.Join(',', members)}}}");
        Always.Holds(objects, claims => JwtReader.Read(SignAny(GoodHeader, claims), Expectations) is JwtReading.Invalid || SaysEnough(claims));
    }

    [Fact]
    public void A_value_has_one_spelling_in_base64url() =>
        Always.Holds(Hostile.Changed("AQIDBAUGBwg"), text => !StrictBase64Url.TryDecode(text, out var bytes) || Encode(bytes) == text, 5000);

    private static string SignAny(string header, string claims) => Sign(Octets(header), Octets(claims));

    private static byte[] Octets(string text) => Encoding.UTF8.GetBytes(text);

    /// <summary>Read with the framework's own parser.</summary>
    private static bool SaysEnough(string claims)
    {
        using var json = JsonDocument.Parse(claims);
        var audience = json.RootElement.GetProperty("aud");
        return json.RootElement.GetProperty("iss").GetString() == "https://idp.example"
            && (audience.ValueKind == JsonValueKind.String ? [audience] : audience.EnumerateArray().ToArray()).Any(one => one.GetString() == "https://api.example")
            && json.RootElement.GetProperty("exp").GetDouble() > Now.ToUnixTimeSeconds() - 31;
    }

    private static bool IsPlain(string header)
    {
        using var json = JsonDocument.Parse(header);
        return json.RootElement.GetProperty("alg").GetString() == "ES256" && !json.RootElement.TryGetProperty("crit", out _)
            && JwtTypes.Matches(JwtTypes.AccessToken, json.RootElement.GetProperty("typ").GetString());
    }
}
