using System.Security.Cryptography;

namespace Jose.Tests;

public sealed class VerificationKeyTests
{
    [Fact] // RFC 7515 §A.3
    public void The_RFCs_ES256_signature_is_verified() => AssertExample(RfcKeys.P256, RfcKeys.P256Token, JwsAlgorithms.ES256);

    [Fact] // RFC 7515 §A.2
    public void The_RFCs_RS256_signature_is_verified() => AssertExample(RfcKeys.Rsa, RfcKeys.RsaToken, JwsAlgorithms.RS256);

    [Theory]
    [InlineData(JwsAlgorithms.ES256)]
    [InlineData(JwsAlgorithms.ES384)]
    [InlineData(JwsAlgorithms.RS256)]
    [InlineData(JwsAlgorithms.PS256)]
    public void A_changed_octet_of_data_or_signature_is_noticed(string algorithm)
    {
        using var signing = SigningKey.Generate(algorithm, "k");
        Assert.True(VerificationKey.TryCreate(signing.PublicKey, algorithm, out var key));
        byte[] data = [1, 2, 3];
        var signature = signing.Sign(data);
        Assert.True(key.Verify(data, signature));

        Assert.False(key.Verify([1, 2, 4], signature));
        Assert.False(key.Verify(data, []));
        Assert.False(key.Verify(data, signature.AsSpan(1)));
        Assert.False(key.Verify(data, [.. signature, 0]));
        signature[^1] ^= 1;
        Assert.False(key.Verify(data, signature));
        Assert.False(key.Verify(data, new byte[signature.Length])); // CVE-2022-21449: r = s = 0
    }

    [Theory] // RFC 8017 §8.1.2 and §8.2.2, step 1: exactly as long as the modulus
    [InlineData(JwsAlgorithms.RS256)]
    [InlineData(JwsAlgorithms.PS256)]
    public void An_RSA_signature_without_its_leading_zero_is_refused(string algorithm)
    {
        using var signing = SigningKey.Generate(algorithm, "k");
        Assert.True(VerificationKey.TryCreate(signing.PublicKey, algorithm, out var key));
        var data = new byte[4];
        byte[] signature;
        do
        {
            System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(data, System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(data) + 1);
            signature = signing.Sign(data);
        }
        while (signature[0] != 0); // one in 256

        Assert.True(key.Verify(data, signature));
        Assert.False(key.Verify(data, signature.AsSpan(1)));
    }

    [Fact]
    public void A_signature_in_DER_is_no_JWS_signature() // RFC 7518 §3.4 asks for R || S
    {
        using var ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var signing = SigningKey.Import(JwsAlgorithms.ES256, "k", ec.ExportPkcs8PrivateKey());
        Assert.True(VerificationKey.TryCreate(signing.PublicKey, JwsAlgorithms.ES256, out var key));

        var der = ec.SignData([1], HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);

        Assert.False(key.Verify([1], der));
    }

    [Fact]
    public void A_point_that_is_not_on_the_curve_is_no_key()
    {
        var key = TestTokens.Jwk(RfcKeys.P256);

        Assert.False(VerificationKey.TryCreate(key with { Y = key.X }, JwsAlgorithms.ES256, out _));
    }

    [Fact]
    public void Coordinates_have_the_full_length() // RFC 7518 §6.2.1.2
    {
        var key = TestTokens.Jwk(RfcKeys.P256);

        Assert.False(VerificationKey.TryCreate(key with { X = key.X![..^4] }, JwsAlgorithms.ES256, out _));
        Assert.False(VerificationKey.TryCreate(key with { Curve = "P-384" }, JwsAlgorithms.ES384, out _));
    }

    [Theory]
    [InlineData(1024)]
    [InlineData(16384)]
    public void An_RSA_modulus_that_is_too_short_or_made_to_keep_us_busy_is_refused(int bits)
    {
        var modulus = new byte[bits / 8];
        Array.Fill(modulus, (byte)0xC5);
        var key = new JsonWebKey { Kty = KeyTypes.Rsa, N = TestTokens.Encode(modulus), E = "AQAB" };

        Assert.False(VerificationKey.TryCreate(key, JwsAlgorithms.RS256, out _));
    }

    [Theory]
    [InlineData("AQ")] // 1: everybody's signature
    [InlineData("Ag")] // 2: even
    [InlineData("AQABAAE")] // five octets
    [InlineData("")]
    public void An_RSA_exponent_that_proves_nothing_is_refused(string exponent)
    {
        var key = TestTokens.Jwk(RfcKeys.Rsa) with { E = exponent };

        Assert.False(VerificationKey.TryCreate(key, JwsAlgorithms.RS256, out _));
    }

    [Fact]
    public void A_key_serves_the_algorithm_and_use_that_it_names_and_no_other()
    {
        var key = TestTokens.Jwk(RfcKeys.Rsa) with { Algorithm = JwsAlgorithms.RS256 };

        Assert.True(VerificationKey.TryCreate(key, JwsAlgorithms.RS256, out _));
        Assert.False(VerificationKey.TryCreate(key, JwsAlgorithms.PS256, out _));
        Assert.False(VerificationKey.TryCreate(key, JwsAlgorithms.ES256, out _));
        Assert.False(VerificationKey.TryCreate(key, "none", out _));
        Assert.False(VerificationKey.TryCreate(key with { Use = "enc" }, JwsAlgorithms.RS256, out _));
    }

    private static void AssertExample(string jwk, string token, string algorithm)
    {
        Assert.True(VerificationKey.TryCreate(TestTokens.Jwk(jwk), algorithm, out var key));
        var end = token.LastIndexOf('.');
        Assert.True(StrictBase64Url.TryDecode(token.AsSpan(end + 1), out var signature));

        Assert.True(key.Verify(System.Text.Encoding.ASCII.GetBytes(token[..end]), signature));
    }
}
