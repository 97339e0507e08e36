using System.Text;

namespace Jose.Tests;

public sealed class VerificationKeySetTests
{
    private static readonly string Jwks = $$"""
        {"keys":[
          {"kty":"oct","kid":"secret","k":"c2VjcmV0"},
          {"kty":"quantum","kid":"later"},
          42,
          {"kid":"rsa",{{RfcKeys.Rsa.Trim()[1..]}},
          {"kid":"ec","alg":"ES256",{{RfcKeys.P256.Trim()[1..]}},
          {"kid":"enc","use":"enc",{{RfcKeys.P256.Trim()[1..]}}
        ],"more":true}
        """;

    [Fact] // RFC 7517 §5: what is not understood is left out
    public void Keys_that_cannot_be_used_are_left_out_and_the_others_serve()
    {
        Assert.True(VerificationKeySet.TryParse(Encoding.UTF8.GetBytes(Jwks), out var keys));

        Assert.NotNull(keys.Find("ec", JwsAlgorithms.ES256));
        Assert.NotNull(keys.Find("rsa", JwsAlgorithms.RS256));
        Assert.NotNull(keys.Find("rsa", JwsAlgorithms.PS256));
        Assert.Null(keys.Find("enc", JwsAlgorithms.ES256));
        Assert.Null(keys.Find("secret", "HS256"));
        Assert.Null(keys.Find("ec", JwsAlgorithms.RS256));
        Assert.Null(keys.Find("EC", JwsAlgorithms.ES256));
    }

    [Fact]
    public void Without_a_kid_only_the_single_key_of_the_algorithm_is_meant()
    {
        using var one = SigningKey.Generate(JwsAlgorithms.ES256, "1");
        using var two = SigningKey.Generate(JwsAlgorithms.ES256, "2");

        Assert.Equal("1", new VerificationKeySet([one.PublicKey]).Find(null, JwsAlgorithms.ES256)?.KeyId);
        Assert.Null(new VerificationKeySet([one.PublicKey, two.PublicKey]).Find(null, JwsAlgorithms.ES256));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"keys":{}}""")]
    [InlineData("""{"keys":[],"keys":[]}""")]
    [InlineData("""{"keys":[""")]
    public void What_is_no_key_set_is_not_read(string json) =>
        Assert.False(VerificationKeySet.TryParse(Encoding.UTF8.GetBytes(json), out _));
}
