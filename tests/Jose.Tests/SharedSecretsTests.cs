using System.Security.Cryptography;
using System.Text;
using static Jose.Tests.TestTokens;

namespace Jose.Tests;

/// <summary>Tokens with an HMAC, RFC 7518 §3.2: taken only by a reader who expects them (RFC 8725 §2.1, §3.1).</summary>
public sealed class SharedSecretsTests
{
    private static readonly byte[] Secret = Encoding.UTF8.GetBytes("0123456789-0123456789-0123456789-0123456789-0123456789-012345678");

    private static JwtExpectations Shared => Expectations with { Keys = VerificationKeySet.Empty, Secrets = new SharedSecrets([Secret]) };

    [Theory]
    [InlineData("HS256")]
    [InlineData("HS384")]
    [InlineData("HS512")]
    public void A_token_of_the_secret_is_taken(string alg) => Assert.Equal(alg, AssertValid(JwtReader.Read(Mac(alg, Secret), Shared)).Algorithm);

    [Fact] // RFC 7515 §A.1
    public void The_example_of_the_rfc_is_verified()
    {
        const string Token =
            "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ."
            + "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
        var secret = System.Buffers.Text.Base64Url.DecodeFromChars(
            "AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow");
        var expectations = new JwtExpectations
        {
            Type = JwtTypes.IdToken,
            Keys = VerificationKeySet.Empty,
            Secrets = new SharedSecrets([secret]),
            Time = new FixedTime(RfcKeys.Expiry.AddSeconds(-1)),
        };
        Assert.Equal("joe", AssertValid(JwtReader.Read(Token, expectations)).Issuer);
    }

    [Fact]
    public void Any_of_several_secrets_does_and_no_other()
    {
        var other = RandomNumberGenerator.GetBytes(64);
        var both = Shared with { Secrets = new SharedSecrets([other, Secret]) };
        AssertValid(JwtReader.Read(Mac("HS256", other), both));
        AssertValid(JwtReader.Read(Mac("HS256", Secret), both));
        AssertFault(JwtFault.BadSignature, JwtReader.Read(Mac("HS256", RandomNumberGenerator.GetBytes(64)), both));
        AssertFault(JwtFault.BadSignature, JwtReader.Read(Mac("HS256", []), Shared with { Secrets = new SharedSecrets([]) }));
    }

    [Theory]
    [InlineData("HS256", 31)]
    [InlineData("HS384", 47)]
    [InlineData("HS512", 63)]
    public void A_secret_shorter_than_the_hash_is_none(string alg, int length)
    {
        var secret = RandomNumberGenerator.GetBytes(length);
        AssertFault(JwtFault.BadSignature, JwtReader.Read(Mac(alg, secret), Shared with { Secrets = new SharedSecrets([secret]) }));
    }

    [Fact] // the token never decides which of the two it is
    public void A_reader_of_signatures_takes_no_hmac_and_a_reader_of_hmacs_no_signature()
    {
        AssertFault(JwtFault.UnsupportedAlgorithm, JwtReader.Read(Mac("HS256", Secret), Expectations));
        AssertFault(JwtFault.UnsupportedAlgorithm, JwtReader.Read(Mac("HS256", Secret), Expectations with { Algorithms = ["HS256", "ES256"] }));
        AssertFault(JwtFault.UnsupportedAlgorithm, JwtReader.Read(Sign(GoodHeader, GoodClaims), Shared with { Keys = Expectations.Keys }));
        AssertFault(
            JwtFault.UnsupportedAlgorithm,
            JwtReader.Read(Sign(GoodHeader, GoodClaims), Shared with { Keys = Expectations.Keys, Algorithms = ["ES256"] }));
    }

    [Fact]
    public void A_mac_that_was_cut_is_refused()
    {
        var token = Mac("HS256", Secret);
        AssertFault(JwtFault.BadSignature, JwtReader.Read(token[..(token.LastIndexOf('.') + 1)], Shared));
        AssertFault(JwtFault.BadSignature, JwtReader.Read(token[..^3], Shared));
    }

    [Fact]
    public void An_algorithm_that_the_reader_did_not_name_is_refused() =>
        AssertFault(JwtFault.UnsupportedAlgorithm, JwtReader.Read(Mac("HS256", Secret), Shared with { Algorithms = ["HS512"] }));

    private static string Mac(string alg, byte[] secret)
    {
        var signed = Encode(Encoding.UTF8.GetBytes($$"""{"alg":"{{alg}}","typ":"at+jwt"}""")) + "." + Encode(Encoding.UTF8.GetBytes(GoodClaims));
        var octets = Encoding.ASCII.GetBytes(signed);
        var mac = alg switch
        {
            "HS384" => HMACSHA384.HashData(secret, octets),
            "HS512" => HMACSHA512.HashData(secret, octets),
            _ => HMACSHA256.HashData(secret, octets),
        };
        return $"{signed}.{Encode(mac)}";
    }
}
