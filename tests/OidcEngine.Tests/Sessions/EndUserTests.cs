using System.Security.Claims;
using OidcEngine.Sessions;

namespace OidcEngine.Tests.Sessions;

public sealed class EndUserTests
{
    private static readonly Dictionary<string, string> Complete = new()
    {
        [SessionClaims.Subject] = "alice",
        [SessionClaims.SessionId] = "0195a1b2-0000-7000-8000-000000000001",
        [SessionClaims.AuthTime] = "2026-03-01T12:00:00.1234567+00:00",
        [SessionClaims.Acr] = "aal1",
        [SessionClaims.Amr] = "pwd",
    };

    [Fact]
    public void A_principal_with_every_claim_is_a_session_to_the_full_precision_of_its_time()
    {
        var session = EndUser.From(Principal(Complete));

        Assert.Equal("alice", session!.Subject);
        Assert.Equal(1234567, session.AuthTime.Ticks % TimeSpan.TicksPerSecond);
        Assert.Equal(["pwd"], session.Amr);
    }

    [Theory]
    [InlineData(SessionClaims.Subject, null)]
    [InlineData(SessionClaims.Subject, "")]
    [InlineData(SessionClaims.SessionId, null)]
    [InlineData(SessionClaims.SessionId, "1")]
    [InlineData(SessionClaims.AuthTime, null)]
    [InlineData(SessionClaims.AuthTime, "yesterday")]
    [InlineData(SessionClaims.AuthTime, "1772366400")]
    [InlineData(SessionClaims.Acr, null)]
    public void Half_a_session_is_none(string claim, string? value)
    {
        var claims = new Dictionary<string, string>(Complete);
        claims.Remove(claim);
        if (value is not null) claims[claim] = value;

        Assert.Null(EndUser.From(Principal(claims)));
    }

    [Fact]
    public void Nobody_is_no_session()
    {
        Assert.Null(EndUser.From(null));
        Assert.Null(EndUser.From(new ClaimsPrincipal()));
        Assert.Null(EndUser.From(new ClaimsPrincipal(new ClaimsIdentity(Complete.Select(claim => new Claim(claim.Key, claim.Value))))));
    }

    private static ClaimsPrincipal Principal(Dictionary<string, string> claims) =>
        new(new ClaimsIdentity(claims.Select(claim => new Claim(claim.Key, claim.Value)), "cookie"));
}
