using System.Text.Json.Nodes;
using Microsoft.AspNetCore.DataProtection;
using TestKit.DPoP;

namespace Jose.Tests;

public sealed class DPoPProofReaderTests
{
    private const string Uri = "https://server.example.com/token";

    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private static readonly ProofKey Key = new();

    private readonly FixedTime _time = new(Now);

    [Fact] // RFC 9449 §4.1, figure 2, and the thumbprint of §6.1
    public void The_proof_of_the_rfc_is_right_at_its_time()
    {
        const string Proof =
            "eyJ0eXAiOiJkcG9wK2p3dCIsImFsZyI6IkVTMjU2IiwiandrIjp7Imt0eSI6IkVDIiwieCI6Imw4dEZyaHgtMzR0VjNoUklDUkRZOXpDa0RscEJoRjQyVVFVZldWQVdCRnMiLCJ5"
            + "IjoiOVZFNGpmX09rX282NHpiVFRsY3VOSmFqSG10NnY5VERWclUwQ2R2R1JEQSIsImNydiI6IlAtMjU2In19.eyJqdGkiOiItQndDM0VTYzZhY2MybFRjIiwiaHRtIjoiUE9TVCIsImh0dSI6"
            + "Imh0dHBzOi8vc2VydmVyLmV4YW1wbGUuY29tL3Rva2VuIiwiaWF0IjoxNTYyMjYyNjE2fQ.2-GxA6T8lP4vfrg8v-FdWP0A0zdrj8igiMLvqRMUvwnQg4PtFLbdLXiOSsX0x7NVY-"
            + "FNyJK70nfbV37xRZT3Lg";
        _time.Now = DateTimeOffset.FromUnixTimeSeconds(1562262616);
        var proof = AssertValid(Read(Proof));
        Assert.Equal(("0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I", "-BwC3ESc6acc2lTc"), (proof.Thumbprint, proof.Id));
    }

    [Fact]
    public void A_right_proof_proves_its_key_and_is_remembered_longer_than_it_is_taken()
    {
        var proof = AssertValid(Read(Key.Prove("POST", Uri, Now)));
        Assert.Equal(Key.Thumbprint, proof.Thumbprint);
        Assert.True(proof.UsableUntil >= Now + TimeSpan.FromSeconds(60));
    }

    [Fact] // §4.3 item 1
    public void There_is_one_header_field()
    {
        AssertRefused(DPoPProofReader.Read([], Expectations()));
        AssertRefused(DPoPProofReader.Read([""], Expectations()));
        AssertRefused(DPoPProofReader.Read([null], Expectations()));
        AssertRefused(DPoPProofReader.Read([Key.Prove("POST", Uri, Now), Key.Prove("POST", Uri, Now)], Expectations()));
        AssertRefused(Read(Key.Prove("POST", Uri, Now) + ", " + Key.Prove("POST", Uri, Now)));
    }

    [Theory] // item 2
    [InlineData("x")]
    [InlineData("a.b.c")]
    [InlineData("..")]
    [InlineData("e30.e30.")]
    [InlineData("eyJqd2siOm51bGx9.e30.AA")]
    [InlineData("eyJqd2siOltdfQ.e30.AA")]
    public void What_is_no_jwt_is_refused(string text) => AssertRefused(Read(text));

    [Fact]
    public void A_proof_beyond_all_measure_is_refused() => AssertRefused(Read(new string('a', 100_000)));

    [Theory] // item 3
    [InlineData("jti", null)]
    [InlineData("jti", "\"\"")]
    [InlineData("jti", "7")]
    [InlineData("htm", null)]
    [InlineData("htm", "1")]
    [InlineData("htu", null)]
    [InlineData("htu", "[\"https://server.example.com/token\"]")]
    [InlineData("iat", null)]
    [InlineData("iat", "\"1767323045\"")]
    [InlineData("iat", "-1")]
    public void A_claim_that_is_missing_or_of_another_kind_is_refused(string claim, string? json) => AssertRefused(Read(Claims(claim, json)));

    [Theory] // item 4
    [InlineData("typ", null)]
    [InlineData("typ", "\"JWT\"")]
    [InlineData("typ", "\"at+jwt\"")]
    // item 5
    [InlineData("alg", "\"none\"")]
    [InlineData("alg", "\"HS256\"")]
    [InlineData("alg", "\"ES384\"")]
    [InlineData("alg", "\"RS256\"")]
    [InlineData("alg", null)]
    [InlineData("jwk", null)]
    [InlineData("jwk", "{\"kty\":\"oct\",\"k\":\"AAAA\"}")]
    [InlineData("crit", "[\"b64\"]")]
    public void Another_kind_of_token_or_algorithm_is_refused(string member, string? json)
    {
        var header = Key.Header();
        if (json is null) header.Remove(member);
        else header[member] = JsonNode.Parse(json);
        AssertRefused(Read(Key.Sign(header, ProofKey.Claims("POST", Uri, Now))));
    }

    [Fact] // item 6
    public void A_proof_of_another_key_than_its_header_names_is_refused()
    {
        using var other = new ProofKey();
        AssertRefused(Read(Key.Sign(other.Header(), ProofKey.Claims("POST", Uri, Now))));
        var proof = Key.Prove("POST", Uri, Now).Split('.');
        var foreign = Key.Prove("GET", Uri, Now).Split('.');
        AssertRefused(Read($"{proof[0]}.{proof[1]}.{foreign[2]}"));
    }

    [Fact] // item 7
    public void A_header_with_a_private_key_is_refused()
    {
        var header = Key.Header();
        header["jwk"]!["d"] = Key.PrivateMember();
        AssertRefused(Read(Key.Sign(header, ProofKey.Claims("POST", Uri, Now))));
    }

    [Fact] // RFC 7515 §4.1.4: a kid is a hint, and the key of the header is the only one
    public void Whatever_name_the_key_goes_by_it_is_the_one_of_the_header()
    {
        var header = Key.Header();
        header["kid"] = "one";
        header["jwk"]!["kid"] = "two";
        Assert.Equal(Key.Thumbprint, AssertValid(Read(Key.Sign(header, ProofKey.Claims("POST", Uri, Now)))).Thumbprint);
    }

    [Theory] // item 8
    [InlineData("GET")]
    [InlineData("post")]
    [InlineData("POST ")]
    public void Another_method_is_refused(string method) => AssertRefused(Read(Key.Prove(method, Uri, Now)));

    [Theory] // item 9
    [InlineData("https://server.example.com/token?a=b#c")]
    [InlineData("HTTPS://SERVER.example.com:443/token")]
    public void Query_fragment_and_spelling_do_not_count(string uri) => AssertValid(Read(Key.Prove("POST", uri, Now)));

    [Theory]
    [InlineData("https://server.example.com/token/")]
    [InlineData("https://server.example.com/Token")]
    [InlineData("http://server.example.com/token")]
    [InlineData("https://server.example.com:8443/token")]
    [InlineData("https://server.example.com.evil.example/token")]
    [InlineData("/token")]
    [InlineData("")]
    public void Another_address_is_refused(string uri) => AssertRefused(Read(Key.Prove("POST", uri, Now)));

    [Theory] // item 11
    [InlineData(-60, true)]
    [InlineData(60, true)]
    [InlineData(-61, false)]
    [InlineData(61, false)]
    [InlineData(-86400, false)]
    public void A_proof_is_of_now(int seconds, bool taken)
    {
        var reading = Read(Key.Prove("POST", Uri, Now.AddSeconds(seconds)));
        if (taken) AssertValid(reading);
        else AssertRefused(reading);
    }

    [Fact] // item 12
    public void Beside_an_access_token_the_proof_has_its_hash()
    {
        var expectations = Expectations() with { AccessToken = "token" };
        AssertValid(DPoPProofReader.Read([Key.Prove("POST", Uri, Now, "token")], expectations));
        AssertRefused(DPoPProofReader.Read([Key.Prove("POST", Uri, Now, "another")], expectations));
        AssertRefused(DPoPProofReader.Read([Key.Prove("POST", Uri, Now)], expectations));
    }

    [Fact] // item 10, and item 11 by the server's own time
    public void Where_a_nonce_is_asked_for_it_tells_the_time_in_place_of_the_clock_of_the_client()
    {
        var nonces = new DPoPNonces(new EphemeralDataProtectionProvider(), "a", _time);
        var expectations = Expectations() with { Nonces = nonces };
        var nonce = nonces.Current();
        AssertValid(DPoPProofReader.Read([Key.Prove("POST", Uri, Now.AddDays(-1), nonce: nonce)], expectations));

        AssertRefused(DPoPProofReader.Read([Key.Prove("POST", Uri, Now)], expectations), "use_dpop_nonce");
        AssertRefused(DPoPProofReader.Read([Key.Prove("POST", Uri, Now, nonce: "guess")], expectations), "use_dpop_nonce");
        AssertRefused(DPoPProofReader.Read([Key.Prove("POST", Uri, Now, nonce: nonce[..^2] + "AA")], expectations), "use_dpop_nonce");
        _time.Now += DPoPNonces.Lifetime + TimeSpan.FromSeconds(1);
        AssertRefused(DPoPProofReader.Read([Key.Prove("POST", Uri, _time.Now, nonce: nonce)], expectations), "use_dpop_nonce");
    }

    [Fact] // §9: the nonces of one server are not those of another
    public void A_nonce_counts_at_every_instance_of_its_server_and_nowhere_else()
    {
        var ring = new EphemeralDataProtectionProvider();
        var nonces = new DPoPNonces(ring, "a", _time);
        var nonce = nonces.Current();
        Assert.Equal(nonce, nonces.Current());
        Assert.True(new DPoPNonces(ring, "a", _time).Accepts(nonce));
        Assert.False(new DPoPNonces(ring, "b", _time).Accepts(nonce));
        _time.Now += TimeSpan.FromMinutes(3);
        Assert.NotEqual(nonce, nonces.Current());
        Assert.True(nonces.Accepts(nonce));
    }

    private static string Claims(string claim, string? json)
    {
        var claims = ProofKey.Claims("POST", Uri, Now);
        if (json is null) claims.Remove(claim);
        else claims[claim] = JsonNode.Parse(json);
        return Key.Sign(Key.Header(), claims);
    }

    private DPoPExpectations Expectations() => new() { Method = "POST", Uris = [Uri], Time = _time };

    private DPoPReading Read(string proof) => DPoPProofReader.Read([proof], Expectations());

    private static DPoPProof AssertValid(DPoPReading reading) => Assert.IsType<DPoPReading.Valid>(reading).Proof;

    private static void AssertRefused(DPoPReading reading, string error = "invalid_dpop_proof") =>
        Assert.Equal(error, Assert.IsType<DPoPReading.Invalid>(reading).Error);
}
