using UserDirectory.Passkeys;

namespace UserDirectory.Tests.Passkeys;

public sealed class PasskeySettingsTests
{
    [Fact]
    public void The_domain_is_the_issuer_s_host_and_its_origin_comes_first()
    {
        var party = Party("https://id.example.com/tenant", new PasskeySettings { RelatedOrigins = ["https://example.de"] });
        Assert.Equal("id.example.com", party.Id);
        Assert.Equal(["https://id.example.com", "https://example.de"], party.Origins);
        Assert.True(party.IsOn);
    }

    [Theory]
    [InlineData("https://id.example.com:8443", "https://id.example.com:8443")]
    [InlineData("https://id.example.com:443", "https://id.example.com")]
    [InlineData("http://localhost:3001", "http://localhost:3001")]
    [InlineData("https://bücher.example", "https://xn--bcher-kva.example")]
    public void An_origin_is_written_as_browsers_write_it(string issuer, string origin) =>
        Assert.Equal(origin, Party(issuer, new PasskeySettings()).Origins[0]);

    [Theory]
    [InlineData("https://127.0.0.1:3001")]
    [InlineData("https://[::1]:3001")]
    public void An_address_without_a_name_has_no_passkeys(string issuer) => Assert.False(Party(issuer, new PasskeySettings()).IsOn);

    [Theory]
    [InlineData("id.example.com")]
    [InlineData("example.com")]
    public void The_domain_may_lie_above_the_host(string domain) => Assert.Null(Problem(new PasskeySettings { ServerDomain = domain }));

    [Theory]
    [InlineData("com")]
    [InlineData("d.example.com")]
    [InlineData("evil.example")]
    [InlineData("other.id.example.com")]
    [InlineData("ID.example.com")]
    [InlineData("https://id.example.com")]
    [InlineData("id.example.com.")]
    [InlineData("")]
    public void Another_domain_stops_the_start(string domain) =>
        Assert.Contains("Passkeys:ServerDomain", Problem(new PasskeySettings { ServerDomain = domain }), StringComparison.Ordinal);

    [Theory]
    [InlineData("https://shop.example", true)]
    [InlineData("https://shop.example:8443", true)]
    [InlineData("http://localhost:5173", true)]
    [InlineData("http://shop.example", false)]
    [InlineData("https://shop.example/", false)]
    [InlineData("https://Shop.example", false)]
    [InlineData("https://shop.example:443", false)]
    [InlineData("https://user@shop.example", false)]
    [InlineData("https://*.shop.example", false)]
    [InlineData("shop.example", false)]
    [InlineData("", false)]
    public void A_related_origin_is_written_out_in_full(string origin, bool isTaken) =>
        Assert.Equal(isTaken, Problem(new PasskeySettings { RelatedOrigins = [origin] }) is null);

    private static RelyingParty Party(string issuer, PasskeySettings settings) => RelyingParty.Of(settings, new Uri(issuer));

    private static string? Problem(PasskeySettings settings) => PasskeySettings.Problem(settings, new Uri("https://id.example.com"));
}
