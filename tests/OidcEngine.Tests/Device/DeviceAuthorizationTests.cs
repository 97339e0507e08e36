using OidcEngine.Tests.Fakes;
using OidcEngine.Tests.Host;

namespace OidcEngine.Tests.Device;

public sealed class DeviceAuthorizationTests
{
    [Fact] // RFC 8628 §3.2
    public async Task A_device_gets_its_two_codes_and_where_to_send_the_person()
    {
        await using var host = await Devices.StartAsync();
        var answer = await host.AskAsync();

        Assert.Equal(200, answer.Status);
        Assert.Equal("no-store", answer.Header("Cache-Control"));
        Assert.Matches("^[A-Za-z0-9_-]{43}$", answer.Text("device_code"));
        Assert.Matches("^[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}$", answer.Text("user_code"));
        Assert.Equal("https://idp.example/device", answer.Text("verification_uri"));
        Assert.Equal($"https://idp.example/device?user_code={answer.Text("user_code")}", answer.Text("verification_uri_complete"));
        Assert.Equal((600, 5), (answer.Body.GetProperty("expires_in").GetInt32(), answer.Body.GetProperty("interval").GetInt32()));
    }

    [Fact]
    public async Task Codes_are_kept_as_hashes_with_what_the_device_says_of_itself()
    {
        await using var host = await Devices.StartAsync();
        var request = new HttpRequestMessage(HttpMethod.Post, Devices.Path)
        {
            Content = new FormUrlEncodedContent([new("client_id", "tv"), new("scope", "openid profile")]),
        };
        request.Headers.TryAddWithoutValidation("User-Agent", new string('u', 2000));
        var answer = await Answer.OfAsync(await host.SendAsync(request));

        var kept = Assert.Single(host.Get<InMemoryDeviceRequests>().Requests);
        Assert.Equal(OidcEngine.Device.DeviceCode.Hash(answer.Text("device_code")!), kept.DeviceCodeHash);
        Assert.NotEqual(Jose.Handles.Hash(answer.Text("device_code")!), kept.DeviceCodeHash); // an authorization code has another hash
        Assert.Equal(512, kept.UserAgent!.Length);
        Assert.Equal(["openid", "profile"], kept.Scopes);
    }

    [Fact]
    public async Task A_user_code_that_is_taken_is_drawn_anew_and_after_five_the_device_comes_back_later()
    {
        await using var host = await Devices.StartAsync();
        host.Get<InMemoryDeviceRequests>().TakenCodes = 4;
        Assert.Equal(200, (await host.AskAsync()).Status);
        host.Get<InMemoryDeviceRequests>().TakenCodes = 5;
        (await host.AskAsync()).IsRefused(503, "temporarily_unavailable");
    }

    [Fact] // RFC 8628 §3.1: authentication as at the token endpoint
    public async Task A_client_with_a_secret_has_to_show_it()
    {
        await using var host = await Devices.StartAsync();
        Assert.Equal(200, (await host.AskAsync(Devices.Printer)).Status);
        (await host.AskAsync(Devices.Printer with { TokenEndpointAuthMethod = "none" })).IsRefused(401, "invalid_client");
        (await host.AskAsync(Devices.Television with { ClientId = "nobody" })).IsRefused(401, "invalid_client");
    }

    [Fact]
    public async Task A_client_that_is_not_registered_for_devices_is_refused_and_told_what_to_change()
    {
        await using var host = await Devices.StartAsync();
        (await host.AskAsync(TestClients.Spa)).IsRefused(400, "unauthorized_client");
        Assert.Empty(host.Get<InMemoryDeviceRequests>().Requests);
    }

    [Theory]
    [InlineData("openid nonsense", "invalid_scope")]
    [InlineData("openid api.read files.read", "invalid_scope")]
    [InlineData("", "invalid_scope")]
    public async Task A_scope_that_cannot_be_granted_is_refused_at_once(string scope, string error)
    {
        await using var host = await Devices.StartAsync();
        (await host.AskAsync(scope: scope)).IsRefused(400, error);
    }

    [Fact] // RFC 8707 §2
    public async Task A_resource_is_resolved_as_in_an_authorization_request()
    {
        await using var host = await Devices.StartAsync();
        (await host.AskAsync(scope: "openid api.read", resources: "https://nowhere.example")).IsRefused(400, "invalid_target");
        Assert.Equal(200, (await host.AskAsync(scope: "openid api.read", resources: TestResources.Api)).Status);
    }

    [Fact]
    public async Task The_metadata_names_endpoint_and_grant_type()
    {
        await using var host = await Devices.StartAsync();
        var metadata = await Answer.OfAsync(await host.GetAsync("/.well-known/openid-configuration"));
        Assert.Equal("https://idp.example/connect/deviceauthorization", metadata.Text("device_authorization_endpoint"));
        Assert.Contains(Devices.GrantType, metadata.Body.GetProperty("grant_types_supported").EnumerateArray().Select(one => one.GetString()));
    }
}
