using System.Net.Http.Headers;
using OidcEngine.Grants;
using OidcEngine.Tests.Host;

namespace OidcEngine.Tests.UserInfo;

public sealed class UserInfoTests : IAsyncLifetime
{
    private const string Path = "/connect/userinfo";

    private EngineHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await EngineHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory] // OIDC Core §5.3.1: GET and POST
    [InlineData("GET")]
    [InlineData("POST")]
    public async Task It_answers_with_the_claims_of_the_scopes(string method)
    {
        var token = await AccessTokenAsync("openid email");
        var answer = await CallAsync(new HttpMethod(method), "Bearer " + token);

        Assert.Equal(200, answer.Status);
        Assert.Equal(("alice", "alice@example.com"), (answer.Text("sub"), answer.Text("email")));
        Assert.True(answer.Body.GetProperty("email_verified").GetBoolean());
        Assert.False(answer.Has("name"));
        Assert.False(answer.Has("phone_number"));
        Assert.Equal("no-store", answer.Header("Cache-Control"));
    }

    [Theory] // OIDC Core §5.4
    [InlineData("openid", "sub")]
    [InlineData("openid profile", "sub,name,given_name,updated_at")]
    [InlineData("openid email", "sub,email,email_verified")]
    [InlineData("openid phone", "sub,phone_number")]
    [InlineData("openid address", "sub,address")]
    public async Task Each_scope_gives_its_own_claims(string scope, string expected)
    {
        var answer = await CallAsync(HttpMethod.Get, "Bearer " + await AccessTokenAsync(scope));
        Assert.Equal(expected.Split(',').Order(), answer.Body.EnumerateObject().Select(member => member.Name).Order());
    }

    [Fact] // a token for an API may be shown here as well, as long as it has openid
    public async Task A_token_for_an_api_is_taken()
    {
        var token = await AccessTokenAsync("openid api.write", TestResources.Api);
        Assert.Equal("alice", (await CallAsync(HttpMethod.Get, "bearer " + token)).Text("sub"));
    }

    [Fact] // RFC 6750 §2.2
    public async Task The_token_may_be_in_the_form_of_a_post()
    {
        var token = await AccessTokenAsync("openid");
        var answer = await Answer.OfAsync(await _host.PostAsync(Path, [new("access_token", token)]));
        Assert.Equal("alice", answer.Text("sub"));
    }

    [Fact] // RFC 6750 §2
    public async Task The_token_in_two_ways_is_refused()
    {
        var token = await AccessTokenAsync("openid");
        var request = new HttpRequestMessage(HttpMethod.Post, Path)
        {
            Content = new FormUrlEncodedContent([new("access_token", token)]),
            Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) },
        };
        (await Answer.OfAsync(await _host.SendAsync(request))).IsRefused(400, "invalid_request");
    }

    [Fact] // RFC 9700 §4.3.2
    public async Task A_token_in_the_uri_is_not_read()
    {
        var answer = await Answer.OfAsync(await _host.GetAsync($"{Path}?access_token={await AccessTokenAsync("openid")}"));
        Assert.Equal((401, null), (answer.Status, answer.Error));
    }

    [Fact] // RFC 6750 §3.1: without authentication, no error code
    public async Task Without_a_token_it_says_only_that_one_is_needed()
    {
        var answer = await Answer.OfAsync(await _host.GetAsync(Path));
        Assert.Equal(401, answer.Status);
        Assert.Equal( // RFC 9449 §7.2: both schemes are named
            "Bearer realm=\"userinfo\", DPoP realm=\"userinfo\", algs=\"ES256 ES384 PS256 RS256\"", answer.Header("WWW-Authenticate"));
    }

    [Theory] // RFC 6750 §3.1
    [InlineData("Bearer")]
    [InlineData("Bearer ")]
    [InlineData("Basic YWxpY2U6cGFzcw==")]
    public async Task Another_scheme_counts_as_no_token(string header) =>
        Assert.Equal((401, null), await StatusAndErrorAsync(header));

    [Theory] // RFC 6750 §3.1
    [InlineData("Bearer x")]
    [InlineData("Bearer a.b.c")]
    [InlineData("Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJhbGljZSJ9.")]
    public async Task What_is_no_token_of_ours_is_invalid(string header)
    {
        var answer = await CallAsync(HttpMethod.Get, header);
        answer.IsRefused(401, "invalid_token");
        Assert.Contains("error=\"invalid_token\"", answer.Header("WWW-Authenticate"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tokens_of_other_kinds_are_invalid()
    {
        var tokens = await _host.TokensAsync(TestClients.FirstParty);
        Assert.Equal((401, "invalid_token"), await StatusAndErrorAsync("Bearer " + tokens.IdToken));
        Assert.Equal((401, "invalid_token"), await StatusAndErrorAsync("Bearer " + tokens.RefreshToken));
    }

    [Fact]
    public async Task An_expired_token_is_invalid()
    {
        var token = await AccessTokenAsync("openid");
        _host.Time.Advance(TimeSpan.FromMinutes(15));
        Assert.Equal((401, "invalid_token"), await StatusAndErrorAsync("Bearer " + token));
    }

    [Fact] // RFC 6750 §3.1
    public async Task Without_openid_the_scope_is_insufficient()
    {
        var answer = await CallAsync(HttpMethod.Get, "Bearer " + await AccessTokenAsync("profile"));
        answer.IsRefused(403, "insufficient_scope");
        Assert.Contains("scope=\"openid\"", answer.Header("WWW-Authenticate"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_of_a_client_without_a_person_is_insufficient()
    {
        var token = (await _host.TokenAsync(TestClients.Machine, ("grant_type", "client_credentials"))).AccessToken;
        Assert.Equal((403, "insufficient_scope"), await StatusAndErrorAsync("Bearer " + token));
    }

    [Theory]
    [InlineData("grant")]
    [InlineData("client")]
    [InlineData("person")]
    public async Task When_what_it_hangs_from_has_ended_a_token_is_invalid(string ended)
    {
        var token = await AccessTokenAsync("openid");
        if (ended == "grant") _host.Grants.Revoke(_ => true, RevocationReason.ConsentWithdrawn);
        if (ended == "client") _host.Clients.Change("first", client => client with { Enabled = false });
        if (ended == "person") _host.Users.People.TryRemove("alice", out _);
        Assert.Equal((401, "invalid_token"), await StatusAndErrorAsync("Bearer " + token));
    }

    [Fact] // OIDC Core §5.3.2: sub is the token's
    public async Task The_subject_is_that_of_the_token_whatever_the_directory_says()
    {
        _host.Users.People["alice"]["sub"] = "mallory";
        var answer = await CallAsync(HttpMethod.Get, "Bearer " + await AccessTokenAsync("openid"));
        Assert.Equal("alice", answer.Text("sub"));
    }

    private async Task<string> AccessTokenAsync(string scope, params string[] resources) =>
        (await _host.TokensAsync(TestClients.FirstParty, scope, null, resources)).AccessToken;

    private async Task<(int, string?)> StatusAndErrorAsync(string header)
    {
        var answer = await CallAsync(HttpMethod.Get, header);
        return (answer.Status, answer.Error);
    }

    private async Task<Answer> CallAsync(HttpMethod method, string header)
    {
        var request = new HttpRequestMessage(method, Path);
        request.Headers.TryAddWithoutValidation("Authorization", header);
        return await Answer.OfAsync(await _host.SendAsync(request));
    }
}
