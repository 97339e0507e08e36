using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using OidcClient.SignIn;

namespace OidcClient.Tests.SignIn;

public sealed class SessionSerializerTests
{
    private static readonly SessionSerializer Serializer = new();

    [Theory]
    [InlineData("")]
    [InlineData("plain text, with ünïcode and \0")]
    [InlineData("a.b")]
    [InlineData("..")]
    [InlineData("e30.e30.")]
    [InlineData("e30.e30.AAAA")]
    [InlineData("e31.e30.AAAA")] // stray bits: no canonical base64url
    [InlineData("e30=.e30.AAAA")]
    [InlineData("e30 .e30.AAAA")]
    [InlineData("www.example.com")]
    public void A_value_comes_back_to_the_letter(string value)
    {
        var ticket = Ticket();
        ticket.Properties.StoreTokens([new AuthenticationToken { Name = "access_token", Value = value }]);
        ((ClaimsIdentity)ticket.Principal.Identity!).AddClaim(new Claim("made-up", value));

        var read = Serializer.Deserialize(Serializer.Serialize(ticket))!;

        Assert.Equal(value, read.Properties.GetTokenValue("access_token"));
        Assert.Equal(value, read.Principal.FindFirst("made-up")!.Value);
    }

    [Fact]
    public void All_that_a_session_has_comes_back()
    {
        var ticket = Ticket();
        ticket.Properties.IssuedUtc = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
        ticket.Properties.Items["other"] = "kept";

        var read = Serializer.Deserialize(Serializer.Serialize(ticket))!;

        Assert.Equal(ticket.Properties.Items, read.Properties.Items);
        Assert.Equal(ticket.Principal.Claims.Select(claim => claim.ToString()), read.Principal.Claims.Select(claim => claim.ToString()));
        Assert.Equal(("scheme", "Alice", true), (read.AuthenticationScheme, read.Principal.Identity!.Name, read.Principal.Identity.IsAuthenticated));
    }

    [Fact]
    public void A_session_of_another_version_is_none() => Assert.Null(Serializer.Deserialize([2, 0]));

    private static AuthenticationTicket Ticket()
    {
        var identity = new ClaimsIdentity([new Claim("sub", "1"), new Claim("name", "Alice")], "scheme", "name", "roles");
        return new AuthenticationTicket(new ClaimsPrincipal(identity), new AuthenticationProperties(), "scheme");
    }
}
