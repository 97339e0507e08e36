using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using OidcClient.SignIn;
using OidcClient.Tests.Fakes;

namespace OidcClient.Tests.SignIn;

/// <summary>RFC 9126 at the app's side: what is pushed, and what the browser then carries.</summary>
public sealed class PushedRequestTests : IAsyncLifetime
{
    private FakeProvider _provider = null!;

    public async ValueTask InitializeAsync()
    {
        _provider = await FakeProvider.StartAsync();
        _provider.OnDiscovery = document => document["pushed_authorization_request_endpoint"] = $"{_provider.Issuer}/par";
    }

    public ValueTask DisposeAsync() => _provider.DisposeAsync();

    [Fact] // RFC 9126 §4: client_id and request_uri, and nothing that the browser could change
    public async Task Where_it_is_offered_the_browser_carries_a_reference_alone()
    {
        await using var app = await FakeApp.StartAsync(_provider);
        using var visitor = app.NewVisitor();

        var (status, body) = await visitor.OpenAsync("/me?tab=2");

        Assert.Equal((HttpStatusCode.OK, $"{_provider.Subject}|Alice Adams"), (status, body));
        Assert.Equal("/me?tab=2", visitor.Location.PathAndQuery);
        Assert.Equal(["client_id", "request_uri"], _provider.LastAuthorization!.Keys.Order());
    }

    [Fact] // RFC 9126 §2.1: authenticated as at the token endpoint, with all that protects the request
    public async Task The_request_is_pushed_with_the_clients_credentials()
    {
        IFormCollection? pushed = null;
        _provider.OnPush = form =>
        {
            pushed = form;
            return null;
        };
        await using var app = await FakeApp.StartAsync(_provider, options =>
        {
            options.Resources.Add("https://api.example");
            options.Resources.Add("https://files.example");
        });
        using var visitor = app.NewVisitor();
        await visitor.OpenAsync("/me");

        Assert.Equal(("code", "app", "S256"), ($"{pushed!["response_type"]}", $"{pushed["client_id"]}", $"{pushed["code_challenge_method"]}"));
        Assert.Equal($"{app.Address}/signin-oidc", pushed["redirect_uri"]);
        Assert.Equal(["https://api.example", "https://files.example"], pushed["resource"].OfType<string>()); // RFC 8707 §2.1
        Assert.All(["state", "nonce", "code_challenge"], name => Assert.True(pushed[name].ToString().Length >= 43));
        Assert.False(pushed.ContainsKey("client_secret"));
        var pair = Encoding.UTF8.GetString(Convert.FromBase64String(_provider.PushAuthorizations.Single()["Basic ".Length..])).Split(':');
        Assert.Equal(["app", FakeApp.Secret], pair.Select(WebUtility.UrlDecode));
        Assert.Equal("https://api.example", _provider.TokenRequests.Single()["resource"]); // §2.2: a token is for one
    }

    [Fact]
    public async Task An_app_may_send_its_requests_through_the_browser_all_the_same()
    {
        await using var app = await FakeApp.StartAsync(_provider, options => options.PushedRequests = PushedRequestUse.Never);
        using var visitor = app.NewVisitor();
        var (status, _) = await visitor.OpenAsync("/me");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Empty(_provider.PushAuthorizations);
        Assert.False(_provider.LastAuthorization!.ContainsKey("request_uri"));
    }

    [Fact] // no request goes another way than the app was told to
    public async Task An_app_that_must_push_sends_nobody_to_a_provider_without_the_endpoint()
    {
        _provider.OnDiscovery = static _ => { };
        await using var app = await FakeApp.StartAsync(_provider, options => options.PushedRequests = PushedRequestUse.Always);
        using var visitor = app.NewVisitor();
        var (status, _) = await visitor.OpenAsync("/me");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Null(_provider.LastAuthorization);
    }

    [Theory] // RFC 9126 §2.3, and answers that are none
    [InlineData(400, """{"error":"invalid_request","error_description":"x"}""")]
    [InlineData(401, """{"error":"invalid_client"}""")]
    [InlineData(429, "")]
    [InlineData(201, "{}")]
    [InlineData(201, "[]")]
    [InlineData(201, """{"request_uri":7}""")]
    [InlineData(201, "<html>")]
    [InlineData(200, """{"request_uri":"urn:x","expires_in":60}""")]
    [InlineData(500, "")]
    public async Task Where_the_push_fails_nobody_is_sent_anywhere(int answer, string text)
    {
        _provider.OnPush = _ => Results.Text(text, "application/json", statusCode: answer);
        await using var app = await FakeApp.StartAsync(_provider);
        using var visitor = app.NewVisitor();

        var (status, _) = await visitor.OpenAsync("/me");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Null(_provider.LastAuthorization);
    }

    [Fact] // OpenID Connect Discovery §3: no endpoint is less protected than the issuer; what is no address is none
    public async Task An_endpoint_that_is_no_address_is_not_used()
    {
        _provider.OnDiscovery = document => document["pushed_authorization_request_endpoint"] = new JsonArray("x");
        await using var app = await FakeApp.StartAsync(_provider);
        using var visitor = app.NewVisitor();
        var (status, _) = await visitor.OpenAsync("/me");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Empty(_provider.PushAuthorizations);
    }
}
