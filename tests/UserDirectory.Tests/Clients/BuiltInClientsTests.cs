using System.Text.Json;
using Microsoft.Extensions.Configuration;
using ServiceDefaults.Configuration;
using UserDirectory.Clients;

namespace UserDirectory.Tests.Clients;

public sealed class BuiltInClientsTests
{
    [Fact]
    public void Pages_of_first_party_apps_are_registered_beside_the_provider_s_own()
    {
        var client = FirstParty("https://app.example.com/signed-in?from=elsewhere");
        Assert.Equal(
            ["https://id.example.com/", "https://app.example.com/signed-in?from=elsewhere"],
            client.GetProperty("redirect_uris").EnumerateArray().Select(uri => uri.GetString()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/signed-in")]
    [InlineData("http://app.example.com/signed-in")]
    [InlineData("https://app.example.com/signed-in#code")]
    [InlineData("https://me:secret@app.example.com/signed-in")]
    [InlineData("com.example.app:/signed-in")]
    [InlineData("javascript:alert(1)")]
    public void What_is_no_web_address_stops_the_start_by_its_name(string address)
    {
        var failure = Assert.Throws<StartupFailure>(() => FirstParty(address));
        Assert.Contains("Identity:FirstPartyRedirectUris", failure.Message, StringComparison.Ordinal);
    }

    private static JsonElement FirstParty(string redirectUri)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([new("Identity:FirstPartyRedirectUris:0", redirectUri)])
            .Build();
        return BuiltInClients.Read(new PublicUrls { Issuer = "https://id.example.com" }, "a secret of the console", configuration)
            .Single(client => client.GetProperty("client_id").GetString() == "first-party");
    }
}
