using System.Security.Cryptography;
using System.Text;
using static Jose.Tests.TestTokens;

namespace Jose.Tests;

/// <summary>The attacks of RFC 8725 §2 and of the published flaws of JWT libraries.</summary>
public sealed class JwtAttackTests
{
    [Theory]
    [InlineData("none")]
    [InlineData("None")]
    [InlineData("nOnE")]
    [InlineData("")]
    [InlineData("ES256 ")]
    [InlineData("es256")]
    public void An_unsigned_token_is_refused_however_none_is_spelt(string alg)
    {
        var header = Encode(Encoding.UTF8.GetBytes($$"""{"alg":"{{alg}}","typ":"at+jwt"}"""));

        AssertFault(JwtFault.UnsupportedAlgorithm, JwtReader.Read($"{header}.{Encode(Encoding.UTF8.GetBytes(GoodClaims))}.", Expectations));
    }

    [Fact]
    public void A_signature_that_was_cut_off_is_refused()
    {
        var token = Sign(GoodHeader, GoodClaims);

        AssertFault(JwtFault.BadSignature, JwtReader.Read(token[..(token.LastIndexOf('.') + 1)], Expectations));
    }

    [Fact] // RFC 8725 §2.1: the public key taken for a shared secret
    public void A_token_signed_with_the_public_key_as_HMAC_secret_is_refused()
    {
        using var rsa = SigningKey.Generate(JwsAlgorithms.RS256, "rsa");
        var signed = Encode("""{"alg":"HS256","kid":"rsa","typ":"at+jwt"}"""u8) + "." + Encode(Encoding.UTF8.GetBytes(GoodClaims));
        var token = signed + "." + Encode(HMACSHA256.HashData(Encoding.UTF8.GetBytes(rsa.PublicKey.N!), Encoding.ASCII.GetBytes(signed)));

        var reading = JwtReader.Read(token, Expectations with { Keys = new VerificationKeySet([rsa.PublicKey]) });

        AssertFault(JwtFault.UnsupportedAlgorithm, reading);
    }

    [Fact]
    public void A_key_is_not_used_with_another_algorithm_than_its_own()
    {
        using var ps256 = SigningKey.Generate(JwsAlgorithms.PS256, "k1");
        using var rs256 = SigningKey.Import(JwsAlgorithms.RS256, "k1", ps256.ExportPkcs8());
        var token = Sign("""{"alg":"RS256","kid":"k1","typ":"at+jwt"}""", GoodClaims, rs256);

        AssertFault(JwtFault.UnknownKey, JwtReader.Read(token, Expectations with { Keys = new VerificationKeySet([ps256.PublicKey]) }));
    }

    [Fact]
    public void An_algorithm_that_the_caller_did_not_name_is_refused() => AssertFault(
        JwtFault.UnsupportedAlgorithm,
        JwtReader.Read(Sign(GoodHeader, GoodClaims), Expectations with { Algorithms = [JwsAlgorithms.RS256] }));

    [Fact] // CVE-2018-0114
    public void A_key_that_the_token_brings_along_is_not_used()
    {
        using var attacker = SigningKey.Generate(JwsAlgorithms.ES256, "evil");
        var jwk = $$"""{"kty":"EC","crv":"P-256","x":"{{attacker.PublicKey.X}}","y":"{{attacker.PublicKey.Y}}"}""";

        Refused($$"""{"alg":"ES256","typ":"at+jwt","jwk":{{jwk}}}""");
        Refused($$"""{"alg":"ES256","typ":"at+jwt","kid":"k1","jwk":{{jwk}}}""");
        Refused("""{"alg":"ES256","typ":"at+jwt","kid":"k1","jku":"https://evil.example/jwks"}""");
        Refused("""{"alg":"ES256","typ":"at+jwt","kid":"k1","x5u":"https://evil.example/x5u","x5c":["MIIB"]}""");

        void Refused(string header) =>
            AssertFault(JwtFault.BadSignature, JwtReader.Read(Sign(header, GoodClaims, attacker), Expectations));
    }

    [Theory]
    [InlineData("k2")]
    [InlineData("../k1")]
    [InlineData("k1' OR '1'='1")]
    [InlineData("")]
    public void A_key_id_is_a_name_in_the_set_and_nothing_else(string kid) => AssertFault(
        JwtFault.UnknownKey,
        JwtReader.Read(Sign($$"""{"alg":"ES256","kid":"{{kid}}","typ":"at+jwt"}""", GoodClaims), Expectations));

    [Theory] // RFC 8725 §2.8: one kind of token for another
    [InlineData("JWT")]
    [InlineData("logout+jwt")]
    [InlineData("dpop+jwt")]
    [InlineData("at+jwt ")]
    [InlineData("application/application/at+jwt")]
    public void A_token_of_another_kind_is_refused(string typ) => AssertFault(
        JwtFault.WrongType,
        JwtReader.Read(Sign($$"""{"alg":"ES256","kid":"k1","typ":"{{typ}}"}""", GoodClaims), Expectations));

    [Fact]
    public void A_token_without_a_type_is_refused() =>
        AssertFault(JwtFault.WrongType, JwtReader.Read(Sign("""{"alg":"ES256","kid":"k1"}""", GoodClaims), Expectations));

    [Theory]
    [InlineData("""{"alg":"ES256","kid":"k1","typ":"at+jwt","crit":["b64"],"b64":false}""")]
    [InlineData("""{"alg":"ES256","kid":"k1","typ":"at+jwt","crit":[]}""")]
    [InlineData("""{"alg":"none","alg":"ES256","kid":"k1","typ":"at+jwt"}""")]
    [InlineData("""{"alg":"ES256","kid":"k1","typ":"at+jwt","\u0061lg":"none"}""")]
    [InlineData("""{"kid":"k1","typ":"at+jwt"}""")]
    [InlineData("""{"alg":null,"kid":"k1","typ":"at+jwt"}""")]
    [InlineData("""{"alg":["ES256"],"kid":"k1","typ":"at+jwt"}""")]
    [InlineData("""{"alg":"ES256","kid":1,"typ":"at+jwt"}""")]
    [InlineData("""{"alg":"ES256","kid":"k1","typ":{}}""")]
    [InlineData("""{"alg":"ES256","kid":"\ud800","typ":"at+jwt"}""")]
    [InlineData("""{"alg":"ES256","kid":"k1","typ":"at+jwt"} """ + "{}")]
    [InlineData("""["ES256"]""")]
    [InlineData("")]
    public void A_header_with_two_meanings_or_none_is_refused(string header) =>
        AssertFault(JwtFault.Malformed, JwtReader.Read(Sign(header, GoodClaims), Expectations));

    [Theory]
    [InlineData("""{"iss":"https://evil.example","iss":"https://idp.example","aud":"https://api.example","exp":9999999999}""")]
    [InlineData("""{"iss":"https://idp.example","aud":"https://api.example","exp":9999999999,"x":{"a":1,"a":2}}""")]
    [InlineData("""{"iss":"https://idp.example","aud":"https://api.example","exp":9999999999,"s":"\uD83D"}""")]
    [InlineData("""{"iss":"https://idp.example","aud":"https://api.example","exp":9999999999""")]
    [InlineData("""{"iss":"https://idp.example","aud":"https://api.example","exp":NaN}""")]
    [InlineData("null")]
    public void Signed_claims_with_two_meanings_are_refused(string claims) =>
        AssertFault(JwtFault.Malformed, JwtReader.Read(Sign(GoodHeader, claims), Expectations));

    [Fact]
    public void Claims_that_are_no_UTF_8_are_refused()
    {
        byte[] claims = [.. "{\"iss\":\""u8, 0xC3, 0x28, .. "\"}"u8];

        AssertFault(JwtFault.Malformed, JwtReader.Read(Sign(Encoding.UTF8.GetBytes(GoodHeader), claims), Expectations));
    }

    [Fact]
    public void A_deep_document_is_refused()
    {
        var claims = $$"""{"x":{{new string('[', 1000)}}{{new string(']', 1000)}}}""";

        AssertFault(JwtFault.Malformed, JwtReader.Read(Sign(GoodHeader, claims), Expectations));
    }

    [Fact]
    public void A_huge_token_is_refused_before_any_work()
    {
        var token = Sign(GoodHeader, $$"""{"x":"{{new string('a', 20_000)}}"}""");

        AssertFault(JwtFault.Malformed, JwtReader.Read(token, Expectations));
        AssertFault(JwtFault.Malformed, JwtReader.Read(new string('.', 10_000_000), Expectations));
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("...")]
    [InlineData("a.b")]
    [InlineData("\0.\0.\0")]
    [InlineData("e30.e30.e30.e30.e30")]
    public void What_has_not_three_parts_is_refused(string token) =>
        AssertFault(JwtFault.Malformed, JwtReader.Read(token, Expectations));

    [Fact]
    public void A_second_spelling_of_the_same_token_is_refused()
    {
        var token = Sign(GoodHeader, GoodClaims);
        const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        var next = Alphabet[Alphabet.IndexOf(token[^1]) + 1]; // 64 octets end in four stray bits, all zero

        AssertFault(JwtFault.Malformed, JwtReader.Read(token[..^1] + next, Expectations));
        AssertFault(JwtFault.Malformed, JwtReader.Read(token + "==", Expectations));
        AssertFault(JwtFault.Malformed, JwtReader.Read(token + "\n", Expectations));
        AssertFault(JwtFault.Malformed, JwtReader.Read(" " + token, Expectations));
    }

    [Fact]
    public void Every_changed_character_is_noticed()
    {
        var token = Sign(GoodHeader, GoodClaims);
        for (var i = 0; i < token.Length; i++)
        {
            var changed = token.ToCharArray();
            changed[i] = changed[i] == 'A' ? 'B' : 'A';
            Assert.IsType<JwtReading.Invalid>(JwtReader.Read(new string(changed), Expectations));
        }
    }
}
