using System.Text.Json;
using OidcEngine.Scopes;
using OidcEngine.Tests.Host;

namespace OidcEngine.Tests.Discovery;

public sealed class DiscoveryTests : IAsyncLifetime
{
    private const string OpenId = "/.well-known/openid-configuration";
    private const string OAuth = "/.well-known/oauth-authorization-server";

    private EngineHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await EngineHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory] // OIDC Discovery §4.2, RFC 8414 §3.2
    [InlineData(OpenId)]
    [InlineData(OAuth)]
    public async Task The_document_is_public_json_with_the_required_members(string path)
    {
        var answer = await GetAsync(path);

        Assert.Equal(200, answer.Status);
        Assert.Equal("application/json", answer.Response.Content.Headers.ContentType!.ToString());
        Assert.Equal("*", answer.Header("Access-Control-Allow-Origin"));
        Assert.Equal(EngineHost.Issuer, answer.Text("issuer"));
        string[] required =
        [
            "authorization_endpoint", "token_endpoint", "jwks_uri", "response_types_supported", "subject_types_supported",
            "id_token_signing_alg_values_supported",
        ];
        Assert.All(required, name => Assert.True(answer.Has(name), name));
    }

    [Fact] // what is advertised is there: each endpoint answers something other than 404
    public async Task Every_endpoint_that_it_names_exists()
    {
        var document = (await GetAsync(OpenId)).Body;
        var endpoints = document.EnumerateObject()
            .Where(member => member.Name.EndsWith("_endpoint", StringComparison.Ordinal) || member.Name == "jwks_uri").ToList();
        Assert.True(endpoints.Count >= 9);
        foreach (var endpoint in endpoints)
        {
            Assert.StartsWith(EngineHost.Issuer, endpoint.Value.GetString(), StringComparison.Ordinal);
            using var response = await _host.GetAsync(endpoint.Value.GetString()!);
            Assert.NotEqual(404, (int)response.StatusCode);
        }
    }

    [Fact] // RFC 9101 §10.5, OIDC Discovery §3
    public async Task It_tells_how_requests_may_come()
    {
        var document = (await GetAsync(OpenId)).Body;
        Assert.True(document.GetProperty("request_parameter_supported").GetBoolean());
        Assert.True(document.GetProperty("request_uri_parameter_supported").GetBoolean());
        Assert.True(document.GetProperty("require_request_uri_registration").GetBoolean());
        Assert.False(document.GetProperty("require_signed_request_object").GetBoolean());
        Assert.DoesNotContain("none", Texts(document, "request_object_signing_alg_values_supported"));
        Assert.DoesNotContain("HS256", Texts(document, "request_object_signing_alg_values_supported"));
    }

    [Fact] // RFC 9207 §3, RFC 8414 §2
    public async Task It_tells_what_protects_a_client()
    {
        var document = (await GetAsync(OpenId)).Body;
        Assert.True(document.GetProperty("authorization_response_iss_parameter_supported").GetBoolean());
        Assert.Equal(["S256"], Texts(document, "code_challenge_methods_supported"));
        Assert.Equal(["code"], Texts(document, "response_types_supported"));
        Assert.Contains("RS256", Texts(document, "id_token_signing_alg_values_supported")); // OIDC Discovery §3: MUST
        Assert.DoesNotContain("none", Texts(document, "id_token_signing_alg_values_supported"));
        Assert.DoesNotContain("none", Texts(document, "introspection_endpoint_auth_methods_supported"));
        Assert.Equal(
            ["authorization_code", "client_credentials", "refresh_token", "urn:ietf:params:oauth:grant-type:device_code"],
            Texts(document, "grant_types_supported").Order());
    }

    [Fact]
    public async Task New_scopes_of_a_resource_appear()
    {
        Assert.Contains("api.read", Texts((await GetAsync(OpenId)).Body, "scopes_supported"));
        var scope = new ResourceScope("new.scope", null, false, []);
        var resource = new ProtectedResource { Resource = "https://new.example", Name = "New", Scopes = [scope] };
        _host.Resources.Catalog = new ResourceCatalog([resource]);
        var scopes = Texts((await GetAsync(OpenId)).Body, "scopes_supported");
        Assert.Contains("new.scope", scopes);
        Assert.DoesNotContain("api.read", scopes);
    }

    [Fact] // RFC 9110 §13.1.2
    public async Task A_reader_that_knows_it_is_told_so()
    {
        var first = await GetAsync(OpenId);
        Assert.Equal("public, max-age=300", first.Header("Cache-Control"));
        var request = new HttpRequestMessage(HttpMethod.Get, OpenId);
        request.Headers.TryAddWithoutValidation("If-None-Match", first.Header("ETag"));
        using var second = await _host.SendAsync(request);
        Assert.Equal(304, (int)second.StatusCode);
        Assert.Empty(await second.Content.ReadAsByteArrayAsync());
    }

    [Fact] // RFC 8414 §3.1: the well-known part goes between host and path
    public async Task An_issuer_with_a_path_has_its_oauth_document_before_the_path()
    {
        await using var host = await EngineHost.StartAsync(options => options.Issuer = "https://idp.example/tenant");
        var answer = await Answer.OfAsync(await host.GetAsync(OAuth + "/tenant"));
        Assert.Equal("https://idp.example/tenant", answer.Text("issuer"));
        Assert.Equal("https://idp.example/tenant/connect/token", answer.Text("token_endpoint"));
    }

    [Theory]
    [InlineData("http://idp.example")]
    [InlineData("https://idp.example/")]
    [InlineData("https://idp.example?x=1")]
    [InlineData("https://idp.example#x")]
    [InlineData("idp.example")]
    [InlineData("")]
    public async Task A_wrong_issuer_stops_the_start(string issuer) =>
        await Assert.ThrowsAsync<Microsoft.Extensions.Options.OptionsValidationException>(
            () => EngineHost.StartAsync(options => options.Issuer = issuer));

    [Fact] // RFC 7517 §5; the private part stays here
    public async Task The_key_set_holds_public_keys_alone()
    {
        var answer = await GetAsync("/.well-known/jwks.json");
        var keys = answer.Body.GetProperty("keys").EnumerateArray().ToList();

        Assert.Equal(["ES256", "RS256"], keys.Select(key => key.GetProperty("alg").GetString()).Order());
        string[] secret = ["d", "p", "q", "dp", "dq", "qi", "k"];
        Assert.All(keys, key => Assert.DoesNotContain(key.EnumerateObject(), member => secret.Contains(member.Name)));
        Assert.All(keys, key => Assert.Equal("sig", key.GetProperty("use").GetString()));
        Assert.Equal("*", answer.Header("Access-Control-Allow-Origin"));
    }

    private static IEnumerable<string> Texts(JsonElement document, string name) =>
        document.GetProperty(name).EnumerateArray().Select(value => value.GetString()!);

    private async Task<Answer> GetAsync(string path) => await Answer.OfAsync(await _host.GetAsync(path));
}
