using static Jose.Tests.TestTokens;

namespace Jose.Tests;

public sealed class JwtReaderTests
{
    [Theory] // RFC 7515 §A.2 and §A.3
    [InlineData(RfcKeys.P256, RfcKeys.P256Token)]
    [InlineData(RfcKeys.Rsa, RfcKeys.RsaToken)]
    public void The_RFCs_tokens_are_read(string key, string token)
    {
        var expectations = Expectations with
        {
            Type = JwtTypes.IdToken,
            Keys = new VerificationKeySet([Jwk(key)]),
            Time = new FixedTime(RfcKeys.Expiry.AddSeconds(-1)),
            Issuer = "joe",
            Audiences = null,
        };

        var jwt = AssertValid(JwtReader.Read(token, expectations));

        Assert.Equal(RfcKeys.Expiry, jwt.Expires);
        Assert.True(jwt.Claims.GetProperty("http://example.com/is_root").GetBoolean());
    }

    [Fact]
    public void A_good_token_is_read()
    {
        var jwt = AssertValid(JwtReader.Read(Sign(GoodHeader, GoodClaims), Expectations));

        Assert.Equal(("ES256", "k1", "at+jwt"), (jwt.Algorithm, jwt.KeyId, jwt.Type));
        Assert.Equal(["https://api.example"], jwt.Audiences);
    }

    [Fact]
    public void Claims_are_read_by_their_kind()
    {
        var jwt = Read($$"""
            {"iss":"https://idp.example","sub":"s","jti":"j","aud":["x","https://api.example"],
             "exp":{{Unix(60.9)}},"iat":{{Unix(-5)}},"nbf":{{Unix(0)}},"n":7,"t":"text"}
            """);

        Assert.Equal(("s", "j"), (jwt.Subject, jwt.Id));
        Assert.Equal(["x", "https://api.example"], jwt.Audiences);
        Assert.Equal((Now.AddSeconds(60), Now.AddSeconds(-5), Now), (jwt.Expires, jwt.IssuedAt, jwt.NotBefore));
        Assert.Equal((7, "text"), (jwt.Number("n"), jwt.String("t")));
        Assert.Null(jwt.Number("t"));
        Assert.Null(jwt.String("n"));
        Assert.Null(jwt.String("absent"));

        static Jwt Read(string claims) => AssertValid(JwtReader.Read(Sign(GoodHeader, claims), Expectations));
    }

    [Theory] // RFC 7515 §4.1.9: a media type, "application/" understood
    [InlineData("at+jwt")]
    [InlineData("AT+JWT")]
    [InlineData("application/at+jwt")]
    public void The_type_is_compared_as_a_media_type(string typ) =>
        AssertValid(JwtReader.Read(Sign($$"""{"alg":"ES256","kid":"k1","typ":"{{typ}}"}""", GoodClaims), Expectations));

    [Theory]
    [InlineData("""{"alg":"ES256","kid":"k1"}""", true)]
    [InlineData("""{"alg":"ES256","kid":"k1","typ":"JWT"}""", true)]
    [InlineData("""{"alg":"ES256","kid":"k1","typ":"at+jwt"}""", false)]
    [InlineData("""{"alg":"ES256","kid":"k1","typ":"logout+jwt"}""", false)]
    [InlineData("""{"alg":"ES256","kid":"k1","typ":""}""", false)]
    public void An_id_token_has_the_type_JWT_or_none(string header, bool accepted)
    {
        var reading = JwtReader.Read(Sign(header, GoodClaims), Expectations with { Type = JwtTypes.IdToken });

        if (accepted) AssertValid(reading);
        else AssertFault(JwtFault.WrongType, reading);
    }

    [Theory]
    [InlineData(30, 0, null)] // exp exactly now, but the clocks may be 30 s apart
    [InlineData(31, 0, null)]
    [InlineData(0, 0, JwtFault.Expired)]
    [InlineData(-1, 0, JwtFault.Expired)]
    [InlineData(90, 30, null)]
    [InlineData(90, 31, JwtFault.NotYetValid)]
    public void The_clocks_may_be_apart_by_the_skew_and_no_more(int expiresIn, int validIn, JwtFault? fault)
    {
        // Written for a reader whose clock is 30 s ahead.
        var claims = $$"""{"iss":"https://idp.example","aud":"https://api.example","exp":{{Unix(expiresIn - 30)}},"nbf":{{Unix(validIn)}}}""";

        var reading = JwtReader.Read(Sign(GoodHeader, claims), Expectations);

        if (fault is { } expected) AssertFault(expected, reading);
        else AssertValid(reading);
    }

    [Fact]
    public void An_expired_token_still_speaks_when_its_lifetime_does_not_matter()
    {
        var claims = """{"iss":"https://idp.example","aud":"https://api.example","exp":1}""";

        AssertValid(JwtReader.Read(Sign(GoodHeader, claims), Expectations with { ValidateLifetime = false }));
    }

    [Theory]
    [InlineData("""{"aud":"https://api.example","exp":9999999999}""", JwtFault.WrongIssuer)]
    [InlineData("""{"iss":"https://idp.example/","aud":"https://api.example","exp":9999999999}""", JwtFault.WrongIssuer)]
    [InlineData("""{"iss":"HTTPS://idp.example","aud":"https://api.example","exp":9999999999}""", JwtFault.WrongIssuer)]
    [InlineData("""{"iss":"https://idp.example","exp":9999999999}""", JwtFault.WrongAudience)]
    [InlineData("""{"iss":"https://idp.example","aud":[],"exp":9999999999}""", JwtFault.WrongAudience)]
    [InlineData("""{"iss":"https://idp.example","aud":"https://api.example/x","exp":9999999999}""", JwtFault.WrongAudience)]
    [InlineData("""{"iss":"https://idp.example","aud":"https://api.example"}""", JwtFault.Malformed)]
    [InlineData("""{"iss":"https://idp.example","aud":"https://api.example","exp":null}""", JwtFault.Malformed)]
    [InlineData("""{"iss":"https://idp.example","aud":"https://api.example","exp":"9999999999"}""", JwtFault.Malformed)]
    [InlineData("""{"iss":"https://idp.example","aud":"https://api.example","exp":1e400}""", JwtFault.Malformed)]
    [InlineData("""{"iss":"https://idp.example","aud":"https://api.example","exp":-1}""", JwtFault.Malformed)]
    [InlineData("""{"iss":["https://idp.example"],"aud":"https://api.example","exp":9999999999}""", JwtFault.Malformed)]
    [InlineData("""{"iss":"https://idp.example","aud":["https://api.example",1],"exp":9999999999}""", JwtFault.Malformed)]
    [InlineData("""{"iss":"https://idp.example","aud":{"a":"https://api.example"},"exp":9999999999}""", JwtFault.Malformed)]
    public void Claims_that_are_not_the_expected_ones_are_refused(string claims, JwtFault fault) =>
        AssertFault(fault, JwtReader.Read(Sign(GoodHeader, claims), Expectations));

    private static string Unix(double seconds) =>
        (Now.ToUnixTimeSeconds() + seconds).ToString(System.Globalization.CultureInfo.InvariantCulture);
}
