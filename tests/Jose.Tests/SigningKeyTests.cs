using System.Security.Cryptography;

namespace Jose.Tests;

public sealed class SigningKeyTests
{
    [Theory]
    [InlineData(JwsAlgorithms.ES256)]
    [InlineData(JwsAlgorithms.ES384)]
    [InlineData(JwsAlgorithms.RS256)]
    [InlineData(JwsAlgorithms.PS256)]
    public void An_exported_key_is_the_same_key_when_it_comes_back(string algorithm)
    {
        using var key = SigningKey.Generate(algorithm, "k");
        using var again = SigningKey.Import(algorithm, "k", key.ExportPkcs8());

        Assert.Equal(key.PublicKey, again.PublicKey);
        Assert.True(VerificationKey.TryCreate(key.PublicKey, algorithm, out var verification));
        Assert.True(verification.Verify([7], again.Sign([7])));
    }

    [Fact]
    public void A_key_of_another_kind_is_refused()
    {
        using var rsa = SigningKey.Generate(JwsAlgorithms.RS256, "k");
        using var p384 = SigningKey.Generate(JwsAlgorithms.ES384, "k");

        Assert.ThrowsAny<CryptographicException>(() => SigningKey.Import(JwsAlgorithms.ES256, "k", rsa.ExportPkcs8()));
        Assert.ThrowsAny<CryptographicException>(() => SigningKey.Import(JwsAlgorithms.ES256, "k", p384.ExportPkcs8()));
        Assert.ThrowsAny<CryptographicException>(() => SigningKey.Import(JwsAlgorithms.RS256, "k", p384.ExportPkcs8()));
    }

    [Fact] // RFC 7518 §3.3
    public void A_short_RSA_key_is_refused()
    {
        using var rsa = RSA.Create(1024);

        Assert.Throws<CryptographicException>(() => SigningKey.Import(JwsAlgorithms.RS256, "k", rsa.ExportPkcs8PrivateKey()));
    }

    [Theory]
    [InlineData("none")]
    [InlineData("HS256")]
    [InlineData("es256")]
    public void There_is_no_key_for_an_algorithm_that_is_not_supported(string algorithm) =>
        Assert.Throws<ArgumentException>(() => SigningKey.Generate(algorithm, "k"));

    [Fact]
    public void Many_threads_sign_with_one_key()
    {
        using var key = SigningKey.Generate(JwsAlgorithms.ES256, "k");
        Assert.True(VerificationKey.TryCreate(key.PublicKey, JwsAlgorithms.ES256, out var verification));

        Parallel.For(0, 200, i =>
        {
            var data = BitConverter.GetBytes(i);
            Assert.True(verification.Verify(data, key.Sign(data)));
        });
    }

    [Fact]
    public void A_destination_that_is_too_short_is_a_mistake_of_the_caller()
    {
        using var key = SigningKey.Generate(JwsAlgorithms.ES256, "k");

        Assert.Throws<ArgumentException>(() => key.Sign([1], new byte[10]));
    }
}
