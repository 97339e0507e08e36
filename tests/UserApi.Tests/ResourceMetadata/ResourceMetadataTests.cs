using System.Text.Json;
using UserApi.ResourceMetadata;
using UserApi.Tests.Hosting;

namespace UserApi.Tests.ResourceMetadata;

/// <summary>RFC 9728.</summary>
public sealed class ResourceMetadataTests
{
    private const string WellKnown = "/.well-known/oauth-protected-resource";

    [Fact] // §2, §3.2
    public async Task The_api_describes_itself_to_everybody()
    {
        var host = await ApiHost.OnAsync(Databases.Sqlite);
        using var response = await host.Http.GetAsync(WellKnown);
        Assert.Equal("application/json", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal("*", response.Headers.GetValues("Access-Control-Allow-Origin").Single());

        var document = JsonElement.Parse(await response.Content.ReadAsStringAsync());
        Assert.Equal(TestIssuer.Audience, document.GetProperty("resource").GetString()); // what aud names, and the prefix of this address
        Assert.Equal([TestIssuer.Address], List(document, "authorization_servers"));
        Assert.Equal(["profile.api", "admin.api"], List(document, "scopes_supported"));
        Assert.Equal(["header"], List(document, "bearer_methods_supported"));
        Assert.Equal(["ES256", "ES384", "PS256", "RS256"], List(document, "dpop_signing_alg_values_supported"));
    }

    [Fact] // §5.1: the challenge leads to it
    public async Task A_challenge_names_the_document()
    {
        var host = await ApiHost.OnAsync(Databases.Sqlite);
        var challenge = (await host.SendAsync(HttpMethod.Get, "/v1/users/profile")).Expect(401).Header("WWW-Authenticate")!;
        Assert.Contains($"resource_metadata=\"{TestIssuer.Audience}{WellKnown}\"", challenge, StringComparison.Ordinal);
    }

    [Theory] // §3.1
    [InlineData("https://api.example", "https://api.example/.well-known/oauth-protected-resource")]
    [InlineData("https://example.com:8443/api", "https://example.com:8443/.well-known/oauth-protected-resource/api")]
    public void The_well_known_part_stands_between_host_and_path(string resource, string address) =>
        Assert.Equal(address, ResourceMetadataEndpoint.AddressFor(resource));

    [Fact]
    public async Task An_api_with_a_path_serves_the_document_there_too()
    {
        var host = await ApiHost.StartAsync(null, ("Identity:UserApiUrl", "http://localhost:3002/api"));
        foreach (var path in new[] { WellKnown, WellKnown + "/api" })
        {
            var document = JsonElement.Parse(await host.Http.GetStringAsync(path));
            Assert.Equal("http://localhost:3002/api", document.GetProperty("resource").GetString());
        }
        await host.StopAsync();
    }

    private static IEnumerable<string?> List(JsonElement document, string name) =>
        document.GetProperty(name).EnumerateArray().Select(value => value.GetString());
}
