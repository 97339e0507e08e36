using System.Net;
using System.Text;
using OidcEngine.Clients;
using OidcEngine.Tests.Host;
using static OidcEngine.Tests.Host.PushedCalls;

namespace OidcEngine.Tests.PushedAuthorization;

/// <summary>RFC 9126 §2.3: what is wrong with a request is told at once, as the token endpoint tells it.</summary>
public sealed class PushedAuthorizationErrorTests : IAsyncLifetime
{
    private static readonly Client First = TestClients.FirstParty;

    private static readonly AuthorizeRequest Good = AuthorizeRequest.Of(First);

    private EngineHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await EngineHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory] // §2.1 step 3: checked as at the authorization endpoint
    [InlineData("redirect_uri", "https://evil.example/cb", "invalid_request")]
    [InlineData("redirect_uri", "https://first.example/callback/", "invalid_request")]
    [InlineData("redirect_uri", "", "invalid_request")]
    [InlineData("response_type", "token", "unsupported_response_type")]
    [InlineData("response_type", "", "invalid_request")]
    [InlineData("response_mode", "web_message", "invalid_request")]
    [InlineData("scope", "openid everything", "invalid_scope")]
    [InlineData("code_challenge", "short", "invalid_request")]
    [InlineData("code_challenge_method", "plain", "invalid_request")]
    [InlineData("prompt", "none login", "invalid_request")]
    [InlineData("max_age", "-1", "invalid_request")]
    [InlineData("resource", "https://evil.example", "invalid_target")]
    [InlineData("id_token_hint", "abc", "invalid_request")]
    [InlineData("request_uri", "urn:ietf:params:oauth:request_uri:x", "invalid_request")]
    [InlineData("request_uri", "https://first.example/r", "invalid_request")]
    [InlineData("request", "e30.e30.", "invalid_request_object")]
    [InlineData("registration", "{}", "registration_not_supported")]
    public async Task A_wrong_request_is_refused_at_once(string name, string value, string error)
    {
        var answer = await _host.PushAsync(First, Good.With(name, value));
        answer.IsRefused(400, error);
        Assert.Empty(_host.PushedRequests.Waiting);
    }

    [Fact] // §2.1: a reference cannot be pushed, not even a good one
    public async Task A_reference_is_not_pushed_again()
    {
        var requestUri = await _host.PushedAsync(First);
        var answer = await _host.CallAsync(First, ParPath, ("request_uri", requestUri));
        answer.IsRefused(400, "invalid_request");
        Assert.Single(_host.PushedRequests.Waiting);
    }

    [Fact] // §2: the client authenticates
    public async Task Without_its_secret_nothing_is_pushed_for_a_client()
    {
        using var response = await _host.PostAsync(ParPath, Good.Parameters);
        var answer = await Answer.OfAsync(response);
        answer.IsRefused(401, "invalid_client");
        Assert.Empty(_host.PushedRequests.Waiting);
    }

    [Fact] // §2.1: who authenticates is whom the request names
    public async Task A_client_does_not_push_for_another()
    {
        var answer = await _host.CallAsync(First, ParPath, [.. Good.With("client_id", "spa").Parameters.Select(p => (p.Key, p.Value))]);
        answer.IsRefused(400, "invalid_request");
        Assert.Empty(_host.PushedRequests.Waiting);
    }

    [Fact] // a client secret is no part of the request, and is not kept
    public async Task Credentials_are_not_kept_with_the_request()
    {
        await _host.PushedAsync(TestClients.ThirdParty);
        var kept = Assert.Single(_host.PushedRequests.Waiting);
        Assert.DoesNotContain("client_secret", kept.Parameters.Keys);
        Assert.DoesNotContain(TestClients.Secret, kept.Parameters.Values);
        Assert.Equal("third", kept.Parameters["client_id"]);
    }

    [Theory]
    [InlineData("scope", "openid")]
    [InlineData("client_id", "first")]
    [InlineData("x", "y")]
    public async Task A_parameter_comes_once(string name, string value)
    {
        var request = Good.With(name, value).Adding(name, value);
        using var message = new HttpRequestMessage(HttpMethod.Post, ParPath) { Content = new FormUrlEncodedContent(request.Parameters) };
        message.Headers.Authorization = TokenCalls.Basic("first", TestClients.Secret);
        (await Answer.OfAsync(await _host.SendAsync(message))).IsRefused(400, "invalid_request");
    }

    [Fact] // RFC 8707 §2: resource alone may repeat
    public async Task Several_resources_are_pushed()
    {
        var request = Good.With("scope", "openid api.read files.read")
            .Adding("resource", TestResources.Api).Adding("resource", TestResources.Files);
        var requestUri = await _host.PushedAsync(First, request);
        using var response = await _host.GetAsync(PushedUrl("first", requestUri), _host.SignIn());
        Assert.True(response.Parameters().ContainsKey("code"));
        Assert.Equal([TestResources.Api, TestResources.Files], Assert.Single(_host.Grants.Rows).Grant.Resources);
    }

    [Theory] // §2.3: 405 for another method
    [InlineData("GET")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    public async Task Only_post_is_allowed(string method)
    {
        using var response = await _host.SendAsync(new HttpRequestMessage(new HttpMethod(method), ParPath + "?" + Good.Query));
        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
    }

    [Fact]
    public async Task Parameters_in_the_uri_are_not_read()
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, ParPath + "?" + Good.Query) { Content = new FormUrlEncodedContent([]) };
        message.Headers.Authorization = TokenCalls.Basic("first", TestClients.Secret);
        (await Answer.OfAsync(await _host.SendAsync(message))).IsRefused(400, "invalid_request");
    }

    [Fact]
    public async Task A_body_beyond_the_limit_is_refused()
    {
        using var content = new StringContent("x=" + new string('a', 70_000), Encoding.UTF8, "application/x-www-form-urlencoded");
        using var response = await _host.SendAsync(new HttpRequestMessage(HttpMethod.Post, ParPath) { Content = content });
        (await Answer.OfAsync(response)).IsRefused(400, "invalid_request");
    }

    [Fact] // RFC 9126 §5 and §6
    public async Task A_client_that_must_push_is_refused_otherwise()
    {
        _host.Clients.Change("first", client => client with { RequirePushedAuthorizationRequests = true });
        using var plain = await _host.GetAsync(Good.Url, _host.SignIn());
        var requestUri = await _host.PushedAsync(First);
        using var sent = await _host.GetAsync(PushedUrl("first", requestUri));
        using var pushed = await _host.GetAsync(sent.ReturnUrl("/sign-in"), _host.SignIn());

        Assert.Equal("invalid_request", plain.Parameters()["error"]);
        Assert.True(pushed.Parameters().ContainsKey("code"));
    }

    [Fact] // RFC 9126 §5
    public async Task A_server_may_take_pushed_requests_alone()
    {
        await using var host = await EngineHost.StartAsync(options => options.Requests.RequirePushed = true);
        using var plain = await host.GetAsync(Good.Url, host.SignIn());
        var requestUri = await host.PushedAsync(First);
        using var pushed = await host.GetAsync(PushedUrl("first", requestUri), host.SignIn());
        var metadata = await Answer.OfAsync(await host.GetAsync("/.well-known/openid-configuration"));

        Assert.Equal("invalid_request", plain.Parameters()["error"]);
        Assert.True(pushed.Parameters().ContainsKey("code"));
        Assert.True(metadata.Body.GetProperty("require_pushed_authorization_requests").GetBoolean());
    }

    [Fact]
    public async Task The_metadata_names_the_endpoint()
    {
        var metadata = await Answer.OfAsync(await _host.GetAsync("/.well-known/oauth-authorization-server"));
        Assert.Equal(EngineHost.Issuer + ParPath, metadata.Text("pushed_authorization_request_endpoint"));
        Assert.False(metadata.Body.GetProperty("require_pushed_authorization_requests").GetBoolean());
    }
}
