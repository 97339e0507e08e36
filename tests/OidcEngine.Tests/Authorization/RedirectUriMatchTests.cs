using OidcEngine.Authorization;
using OidcEngine.Clients;
using OidcEngine.Tests.Host;

namespace OidcEngine.Tests.Authorization;

public sealed class RedirectUriMatchTests
{
    private static readonly Client Web = new() { ClientId = "web", RedirectUris = ["https://app.example/cb", "http://localhost:5000/cb"] };

    [Theory] // RFC 9700 §4.1.3: exact string matching
    [InlineData("https://app.example/cb", true)]
    [InlineData("https://app.example/cb/", false)]
    [InlineData("https://app.example/CB", false)]
    [InlineData("HTTPS://app.example/cb", false)]
    [InlineData("https://APP.example/cb", false)]
    [InlineData("https://app.example:443/cb", false)]
    [InlineData("https://app.example/cb?x=1", false)]
    [InlineData("https://app.example/cb#f", false)]
    [InlineData("https://app.example/%63b", false)]
    [InlineData("https://app.example/x/../cb", false)]
    [InlineData("https://app.example.evil.example/cb", false)]
    [InlineData("https://evil.example/https://app.example/cb", false)]
    [InlineData("https://app.example@evil.example/cb", false)]
    [InlineData("https://app.example/cb\u0000", false)]
    [InlineData(" https://app.example/cb", false)]
    [InlineData("http://app.example/cb", false)]
    [InlineData("//app.example/cb", false)]
    [InlineData("javascript:alert(1)", false)]
    public void A_redirect_uri_is_compared_as_an_exact_string(string asked, bool matches) =>
        Assert.Equal(matches, RedirectUriMatch.IsRegistered(asked, Web));

    [Theory] // RFC 8252 §7.3: the server must allow any port on loopback
    [InlineData("http://127.0.0.1/cb", true)]
    [InlineData("http://127.0.0.1:1/cb", true)]
    [InlineData("http://127.0.0.1:51004/cb", true)]
    [InlineData("http://127.0.0.1:65535/cb", true)]
    [InlineData("http://[::1]:51004/cb", true)]
    [InlineData("http://localhost:51004/cb", true)]
    [InlineData("http://127.0.0.1:65536/cb", false)]
    [InlineData("http://127.0.0.1:99999999999/cb", false)]
    [InlineData("http://127.0.0.1:/cb", false)]
    [InlineData("http://127.0.0.1:-1/cb", false)]
    [InlineData("http://127.0.0.1:+80/cb", false)]
    [InlineData("http://127.0.0.1: 80/cb", false)]
    [InlineData("http://127.0.0.1:80:80/cb", false)]
    [InlineData("http://127.0.0.1:80@evil.example/cb", false)]
    [InlineData("http://127.0.0.1:80.evil.example/cb", false)]
    [InlineData("http://127.0.0.1.evil.example/cb", false)]
    [InlineData("http://127.0.0.1@evil.example/cb", false)]
    [InlineData("http://127.0.0.10/cb", false)]
    [InlineData("http://127.0.0.2:51004/cb", false)]
    [InlineData("https://127.0.0.1:51004/cb", false)]
    [InlineData("HTTP://127.0.0.1:51004/cb", false)]
    [InlineData("http://127.0.0.1:51004/cb/", false)]
    [InlineData("http://127.0.0.1:51004/cb?x=1", false)]
    [InlineData("http://127.0.0.1:51004/other", false)]
    [InlineData("http://127.0.0.1:51004", false)]
    [InlineData("http://localhost.evil.example:51004/cb", false)]
    [InlineData("http://[::1]:51004@evil.example/cb", false)]
    [InlineData("http://[::1%25eth0]:51004/cb", false)]
    [InlineData("com.example.app:/cb", true)]
    [InlineData("com.example.app:/cb2", false)]
    [InlineData("com.example.app://cb", false)]
    public void A_loopback_redirect_uri_may_differ_in_its_port_alone(string asked, bool matches) =>
        Assert.Equal(matches, RedirectUriMatch.IsRegistered(asked, TestClients.Native));

    [Fact] // RFC 8252 §8.3: localhost is a name that may be resolved elsewhere
    public void The_port_of_localhost_is_free_for_native_apps_alone() =>
        Assert.False(RedirectUriMatch.IsRegistered("http://localhost:5001/cb", Web));

    [Fact] // RFC 8252 §7.3
    public void A_port_that_was_registered_on_loopback_is_free_too()
    {
        var client = Web with { RedirectUris = ["http://127.0.0.1:3000/cb"] };
        Assert.True(RedirectUriMatch.IsRegistered("http://127.0.0.1/cb", client));
        Assert.True(RedirectUriMatch.IsRegistered("http://127.0.0.1:4000/cb", client));
    }

    [Theory] // RFC 8252 §7.3 speaks of the loopback interface, not of names and users that begin like it
    [InlineData("http://127.0.0.1.evil.example/cb", "http://127.0.0.1:80.evil.example/cb")]
    [InlineData("http://127.0.0.1@evil.example/cb", "http://127.0.0.1:80@evil.example/cb")]
    [InlineData("http://localhost.evil.example/cb", "http://localhost:80.evil.example/cb")]
    public void An_address_that_only_begins_like_loopback_has_no_free_port(string registered, string asked) =>
        Assert.False(RedirectUriMatch.IsRegistered(asked, TestClients.Native with { RedirectUris = [registered] }));

    [Fact]
    public void No_single_change_of_a_character_is_taken()
    {
        foreach (var registered in (string[])["https://app.example/cb", "http://127.0.0.1:8080/cb"])
        {
            var client = Web with { RedirectUris = [registered] };
            for (var position = 0; position < registered.Length; position++)
            {
                foreach (var other in "aZ0/:@?#.%\\ \u0001")
                {
                    var asked = registered[..position] + other + registered[(position + 1)..];
                    var differsInPortAlone = position is > 16 and < 21 && other == '0' && registered[0..5] == "http:";
                    Assert.Equal(asked == registered || differsInPortAlone, RedirectUriMatch.IsRegistered(asked, client));
                }
            }
        }
    }
}
