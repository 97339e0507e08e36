using System.Text;
using System.Text.Json;

namespace Jose.Tests;

public sealed class JsonWebKeyTests
{
    [Fact] // RFC 7638 §3.1
    public void The_thumbprint_of_the_RFCs_RSA_key_is_the_RFCs() =>
        Assert.Equal(RfcKeys.Thumbprint, TestTokens.Jwk(RfcKeys.ThumbprintKey).Thumbprint());

    [Fact] // RFC 9449 §4.1 and §6: the key of the example proof has this thumbprint
    public void The_thumbprint_of_an_EC_key_covers_its_four_required_members()
    {
        var key = TestTokens.Jwk(
            """{"kty":"EC","x":"l8tFrhx-34tV3hRICRDY9zCkDlpBhF42UQUfWVAWBFs","y":"9VE4jf_Ok_o64zbTTlcuNJajHmt6v9TDVrU0CdvGRDA","crv":"P-256"}""");

        Assert.Equal("0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I", key.Thumbprint());
    }

    [Fact]
    public void Kid_alg_and_use_do_not_change_the_thumbprint()
    {
        var key = TestTokens.Jwk(RfcKeys.P256);

        Assert.Equal(key.Thumbprint(), (key with { KeyId = "other", Algorithm = "ES256", Use = "sig" }).Thumbprint());
    }

    [Theory]
    [InlineData(JwsAlgorithms.ES256)]
    [InlineData(JwsAlgorithms.ES384)]
    [InlineData(JwsAlgorithms.RS256)]
    [InlineData(JwsAlgorithms.PS256)]
    public void What_is_written_is_read_back(string algorithm)
    {
        using var key = SigningKey.Generate(algorithm, "kid \"1\"");
        using var json = new MemoryStream();
        using (var writer = new Utf8JsonWriter(json)) key.PublicKey.WriteTo(writer);

        var read = TestTokens.Jwk(Encoding.UTF8.GetString(json.ToArray()));

        Assert.Equal(key.PublicKey, read);
        Assert.Equal(("sig", algorithm, "kid \"1\""), (read.Use, read.Algorithm, read.KeyId));
    }

    [Theory]
    [InlineData("""{"kty":"oct","k":"AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow"}""")]
    [InlineData("""{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}""")]
    [InlineData("""{"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU"}""")]
    [InlineData("""{"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":5}""")]
    [InlineData("""{"kty":"RSA","n":"AQAB"}""")]
    [InlineData("""{"kty":["RSA"],"n":"AQAB","e":"AQAB"}""")]
    [InlineData("""[]""")]
    [InlineData("null")]
    public void What_is_no_public_key_of_a_known_type_is_not_read(string json) =>
        Assert.False(JsonWebKey.TryParse(JsonElement.Parse(json), out _));

    [Fact]
    public void A_key_whose_private_part_was_published_is_not_read()
    {
        var leaked = RfcKeys.P256.TrimEnd().TrimEnd('}') + ""","d":"jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI"}""";

        Assert.False(JsonWebKey.TryParse(JsonElement.Parse(leaked), out _));
    }
}
