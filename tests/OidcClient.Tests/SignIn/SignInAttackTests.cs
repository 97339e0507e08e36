using System.Text.Json.Nodes;
using OidcClient.Tests.Fakes;

namespace OidcClient.Tests.SignIn;

/// <summary>Answers of a provider that are not the one that was asked for: nobody is signed in by them.</summary>
public sealed class SignInAttackTests : IAsyncLifetime
{
    private FakeProvider _provider = null!;
    private FakeApp _app = null!;
    private Visitor _visitor = null!;

    public static TheoryData<string, string?> WrongIdTokens => new()
    {
        { "iss", "\"https://evil.example\"" },
        { "iss", null },
        { "aud", "\"other\"" },
        { "aud", "[\"app\",\"other\"]" },
        { "aud", null },
        { "azp", "\"other\"" },
        { "azp", "7" },
        { "exp", "1" },
        { "exp", null },
        { "iat", "1" },
        { "iat", null },
        { "nonce", "\"another\"" },
        { "nonce", null },
        { "nonce", "[]" },
        { "sub", null },
        { "sub", "\"\"" },
        { "at_hash", "\"AAAAAAAAAAAAAAAAAAAAAA\"" },
        { "at_hash", "7" },
    };

    public async ValueTask InitializeAsync()
    {
        _provider = await FakeProvider.StartAsync();
        _app = await FakeApp.StartAsync(_provider);
        _visitor = _app.NewVisitor();
    }

    public async ValueTask DisposeAsync()
    {
        _visitor.Dispose();
        await _app.DisposeAsync();
        await _provider.DisposeAsync();
    }

    [Theory] // OpenID Connect Core §3.1.3.7
    [MemberData(nameof(WrongIdTokens))]
    public async Task An_id_token_with_a_wrong_claim_signs_nobody_in(string claim, string? json)
    {
        _provider.OnIdToken = claims =>
        {
            if (json is null) claims.Remove(claim);
            else claims[claim] = JsonNode.Parse(json);
        };

        await AssertNobodyAsync("id_token is not valid");
    }

    [Theory]
    [InlineData("at+jwt")]
    [InlineData("logout+jwt")]
    public async Task Another_kind_of_token_is_no_id_token(string typ)
    {
        _provider.OnIdTokenHeader = header => header["typ"] = typ;

        await AssertNobodyAsync("WrongType");
    }

    [Fact]
    public async Task A_token_of_an_unknown_key_signs_nobody_in()
    {
        _provider.OnIdTokenHeader = header => header["kid"] = "unknown";

        await AssertNobodyAsync("UnknownKey");
    }

    [Fact]
    public async Task An_answer_without_an_id_token_signs_nobody_in()
    {
        _provider.OnTokenResponse = response => response.Remove("id_token");

        await AssertNobodyAsync("no id_token");
    }

    [Fact]
    public async Task A_token_that_is_not_a_bearer_token_signs_nobody_in()
    {
        _provider.OnTokenResponse = response => response["token_type"] = "DPoP";

        await AssertNobodyAsync("no bearer token");
    }

    [Theory] // RFC 9207 §2.4: mix-up
    [InlineData("https://evil.example")]
    [InlineData(null)]
    [InlineData("")]
    public async Task An_answer_of_another_issuer_is_not_redeemed(string? issuer)
    {
        _provider.OnAuthorize = answer => answer["iss"] = issuer;

        await AssertNobodyAsync("does not come from the provider");
        Assert.Empty(_provider.TokenRequests);
    }

    [Fact] // RFC 6749 §10.12
    public async Task An_answer_that_another_browser_asked_for_is_refused()
    {
        using var attacker = _app.NewVisitor();
        var callback = (await attacker.StepAsync((await attacker.StepAsync("/me")).Next!)).Next!;

        await _visitor.OpenAsync(callback);

        Assert.Empty(_provider.TokenRequests);
        Assert.Null(_visitor.SessionCookie);
    }

    [Fact]
    public async Task An_answer_is_taken_once()
    {
        var callback = (await _visitor.StepAsync((await _visitor.StepAsync("/me")).Next!)).Next!;
        await _visitor.OpenAsync(callback);
        using var other = _app.NewVisitor();
        await other.OpenAsync(callback);
        await _visitor.OpenAsync(callback);

        Assert.Single(_provider.TokenRequests);
        Assert.Null(other.SessionCookie);
    }

    [Theory]
    [InlineData("code")]
    [InlineData("state")]
    [InlineData("iss")]
    public async Task A_doubled_parameter_is_refused(string name)
    {
        var callback = (await _visitor.StepAsync((await _visitor.StepAsync("/me")).Next!)).Next!;
        await _visitor.OpenAsync($"{callback}&{name}=x");

        Assert.Empty(_provider.TokenRequests);
        Assert.Null(_visitor.SessionCookie);
    }

    [Theory]
    [InlineData("/signin-oidc")]
    [InlineData("/signin-oidc?code=x")]
    [InlineData("/signin-oidc?code=x&state=y")]
    public async Task An_answer_that_nobody_asked_for_is_refused(string path)
    {
        var separator = path.Contains('?', StringComparison.Ordinal) ? '&' : '?';
        await _visitor.OpenAsync($"{path}{separator}iss={Uri.EscapeDataString(_provider.Issuer)}");

        Assert.Equal("/failed", _visitor.Location.AbsolutePath);
        Assert.Empty(_provider.TokenRequests);
    }

    [Fact] // OpenID Connect Discovery §4.3
    public async Task A_discovery_document_of_another_issuer_is_not_used()
    {
        _provider.OnDiscovery = document => document["issuer"] = "https://evil.example";

        Assert.Equal(System.Net.HttpStatusCode.ServiceUnavailable, (await _visitor.OpenAsync("/me")).Status);
    }

    [Theory]
    [InlineData("token_endpoint")]
    [InlineData("authorization_endpoint")]
    [InlineData("jwks_uri")]
    public async Task An_endpoint_without_encryption_is_not_used(string endpoint)
    {
        _provider.OnDiscovery = document => document[endpoint] = ((string)document[endpoint]!).Replace("https:", "http:", StringComparison.Ordinal);

        Assert.Equal(System.Net.HttpStatusCode.ServiceUnavailable, (await _visitor.OpenAsync("/me")).Status);
    }

    [Fact]
    public async Task The_host_of_the_request_does_not_become_the_redirect_uri()
    {
        using var http = new HttpClient(TestKit.Certificates.LoopbackCertificates.Instance.NewHandler());
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{_app.Address}/me");
        request.Headers.Host = "localhost:1";
        using var response = await http.SendAsync(request);

        Assert.Contains(Uri.EscapeDataString($"{_app.Address}/signin-oidc"), response.Headers.Location!.OriginalString, StringComparison.Ordinal);
        Assert.DoesNotContain("localhost%3A1%2F", response.Headers.Location.OriginalString, StringComparison.Ordinal);
    }

    private async Task AssertNobodyAsync(string reason)
    {
        var (_, body) = await _visitor.OpenAsync("/me");

        Assert.Contains(reason, body, StringComparison.Ordinal);
        Assert.Equal("/failed", _visitor.Location.AbsolutePath);
        Assert.Null(_visitor.SessionCookie);
    }
}
