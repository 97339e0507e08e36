using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using TestKit.DPoP;

namespace Jose.Tests;

public sealed class SenderConstraintTests : IDisposable
{
    private const string Uri = "https://api.example/things";

    private readonly ProofKey _key = new();
    private readonly X509Certificate2 _certificate = Certificate("client");

    [Fact] // RFC 9449 §7.1
    public void A_token_bound_to_a_key_needs_the_scheme_and_a_proof_of_that_key()
    {
        var token = Token($$"""{"jkt":"{{_key.Thumbprint}}"}""");
        Assert.NotNull(AssertKept(Check(token, byDPoP: true, [Prove(_key)])).Proof);

        using var other = new ProofKey();
        AssertBroken("invalid_token", Check(token, byDPoP: false, [Prove(_key)])); // §7.2: as a bearer token
        AssertBroken("invalid_token", Check(token, byDPoP: true, [Prove(other)]));
        AssertBroken("invalid_dpop_proof", Check(token, byDPoP: true, []));
        AssertBroken("invalid_dpop_proof", Check(token, byDPoP: true, [_key.Prove("GET", Uri, TestTokens.Now)])); // without ath
        AssertBroken("invalid_token", Check(token, byDPoP: false, [], _certificate));
    }

    [Fact] // RFC 8705 §3
    public void A_token_bound_to_a_certificate_needs_that_certificate()
    {
        var token = Token($$"""{"x5t#S256":"{{Confirmation.ThumbprintOf(_certificate)}}"}""");
        AssertKept(Check(token, byDPoP: false, [], _certificate));

        using var other = Certificate("client");
        AssertBroken("invalid_token", Check(token, byDPoP: false, [], other));
        AssertBroken("invalid_token", Check(token, byDPoP: false, []));
        AssertBroken("invalid_token", Check(token, byDPoP: true, [Prove(_key)], _certificate));
    }

    [Fact]
    public void A_bearer_token_needs_nothing_and_has_no_place_in_the_scheme_dpop()
    {
        AssertKept(Check(Token(null), byDPoP: false, []));
        AssertBroken("invalid_token", Check(Token(null), byDPoP: true, [Prove(_key)]));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("\"jkt\"")]
    [InlineData("{\"jkt\":7}")]
    [InlineData("{\"kid\":\"x\"}")]
    [InlineData("{\"jkt\":\"a\",\"x5t#S256\":\"b\"}")]
    public void A_confirmation_that_is_not_understood_is_never_kept(string cnf)
    {
        AssertBroken("invalid_token", Check(Token(cnf), byDPoP: false, [], _certificate));
        AssertBroken("invalid_token", Check(Token(cnf), byDPoP: true, [Prove(_key)], _certificate));
    }

    [Fact] // RFC 8705 Appendix A prints no certificate of ours, so the definition is compared
    public void The_thumbprint_of_a_certificate_is_the_hash_of_its_der() =>
        Assert.Equal(
            System.Buffers.Text.Base64Url.EncodeToString(SHA256.HashData(_certificate.RawData)), Confirmation.ThumbprintOf(_certificate));

    public void Dispose()
    {
        _key.Dispose();
        _certificate.Dispose();
    }

    private static SenderConstraintReading Check(
        Jwt token, bool byDPoP, string[] proofs, X509Certificate2? certificate = null) =>
        SenderConstraint.Check(
            token,
            new TokenPresentation { AccessToken = "token", ByDPoP = byDPoP, Proofs = proofs, Method = "GET", Uris = [Uri], Certificate = certificate },
            new FixedTime(TestTokens.Now));

    private static string Prove(ProofKey key) => key.Prove("GET", Uri, TestTokens.Now, "token");

    private static Jwt Token(string? cnf)
    {
        var claims = cnf is null ? TestTokens.GoodClaims : TestTokens.GoodClaims[..^1] + $",\"cnf\":{cnf}}}";
        return TestTokens.AssertValid(JwtReader.Read(TestTokens.Sign(TestTokens.GoodHeader, claims), TestTokens.Expectations));
    }

    private static X509Certificate2 Certificate(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        return request.CreateSelfSigned(TestTokens.Now.AddDays(-1), TestTokens.Now.AddDays(1));
    }

    private static SenderConstraintReading.Kept AssertKept(SenderConstraintReading reading) =>
        Assert.IsType<SenderConstraintReading.Kept>(reading);

    private static void AssertBroken(string error, SenderConstraintReading reading) =>
        Assert.Equal(error, Assert.IsType<SenderConstraintReading.Broken>(reading).Error);
}
