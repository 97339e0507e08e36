using OidcEngine.Clients;
using OidcEngine.Grants;
using OidcEngine.Tests.Host;

namespace OidcEngine.Tests.Introspection;

public sealed class IntrospectionTests : IAsyncLifetime
{
    private EngineHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await EngineHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact] // RFC 7662 §2.2
    public async Task An_access_token_is_described_to_its_client()
    {
        var tokens = await _host.TokensAsync(TestClients.FirstParty, "openid api.write", null, TestResources.Api);
        var answer = await AskAsync(TestClients.FirstParty, tokens.AccessToken);

        Assert.True(answer.Body.GetProperty("active").GetBoolean());
        Assert.Equal(("Bearer", "first", "alice"), (answer.Text("token_type"), answer.Text("client_id"), answer.Text("sub")));
        Assert.Equal(("openid api.write", TestResources.Api, EngineHost.Issuer), (answer.Scope, answer.Text("aud"), answer.Text("iss")));
        Assert.Equal(_host.Time.GetUtcNow().ToUnixTimeSeconds() + 900, answer.Body.GetProperty("exp").GetInt64());
        Assert.Equal("no-store", answer.Header("Cache-Control"));
    }

    [Fact]
    public async Task A_refresh_token_is_described_to_its_client()
    {
        var tokens = await _host.TokensAsync(TestClients.FirstParty, "openid profile");
        var answer = await AskAsync(TestClients.FirstParty, tokens.RefreshToken);
        Assert.True(IsActive(answer));
        Assert.Equal(("first", "alice", "openid profile"), (answer.Text("client_id"), answer.Text("sub"), answer.Scope));
        Assert.Equal(_host.Time.GetUtcNow().AddDays(7).ToUnixTimeSeconds(), answer.Body.GetProperty("exp").GetInt64());
    }

    [Fact] // RFC 7662 §2.1: a hint never narrows the search
    public async Task A_wrong_hint_does_no_harm()
    {
        var tokens = await _host.TokensAsync(TestClients.FirstParty);
        Assert.True(IsActive(await AskAsync(TestClients.FirstParty, tokens.AccessToken, "refresh_token")));
        Assert.True(IsActive(await AskAsync(TestClients.FirstParty, tokens.RefreshToken, "access_token")));
        Assert.True(IsActive(await AskAsync(TestClients.FirstParty, tokens.RefreshToken, "unheard_of")));
    }

    [Fact] // a resource names the clients that may ask
    public async Task A_client_that_the_resource_lists_is_told_of_access_tokens_for_it()
    {
        var forApi = await _host.TokensAsync(TestClients.FirstParty, "api.write", null, TestResources.Api);
        var forFiles = await _host.TokensAsync(TestClients.FirstParty, "files.read", null, TestResources.Files);
        Assert.True(IsActive(await AskAsync(TestClients.ThirdParty, forApi.AccessToken)));
        IsInactive(await AskAsync(TestClients.ThirdParty, forFiles.AccessToken));
        IsInactive(await AskAsync(TestClients.ThirdParty, forApi.RefreshToken));
    }

    [Fact] // RFC 7662 §2.2 and §4: nothing about a token of others
    public async Task To_other_clients_a_token_is_inactive()
    {
        var tokens = await _host.TokensAsync(TestClients.FirstParty, "openid api.write", null, TestResources.Api);
        IsInactive(await AskAsync(TestClients.Machine, tokens.AccessToken));
        IsInactive(await AskAsync(TestClients.Machine, tokens.RefreshToken));
    }

    [Theory] // RFC 7662 §2.2
    [InlineData("nonsense")]
    [InlineData("a.b.c")]
    [InlineData("éééé")]
    public async Task What_is_no_token_is_inactive(string token) => IsInactive(await AskAsync(TestClients.FirstParty, token));

    [Fact]
    public async Task An_id_token_is_no_token_to_ask_about()
    {
        var tokens = await _host.TokensAsync(TestClients.FirstParty);
        IsInactive(await AskAsync(TestClients.FirstParty, tokens.IdToken));
    }

    [Fact]
    public async Task Expired_tokens_are_inactive()
    {
        var tokens = await _host.TokensAsync(TestClients.FirstParty);
        _host.Time.Advance(TimeSpan.FromMinutes(15));
        IsInactive(await AskAsync(TestClients.FirstParty, tokens.AccessToken));
        _host.Time.Advance(TimeSpan.FromDays(7));
        IsInactive(await AskAsync(TestClients.FirstParty, tokens.RefreshToken));
    }

    [Fact]
    public async Task With_its_grant_both_tokens_become_inactive()
    {
        var tokens = await _host.TokensAsync(TestClients.FirstParty);
        _host.Grants.Revoke(_ => true, RevocationReason.ConsentWithdrawn);
        IsInactive(await AskAsync(TestClients.FirstParty, tokens.AccessToken));
        IsInactive(await AskAsync(TestClients.FirstParty, tokens.RefreshToken));
    }

    [Fact]
    public async Task A_refresh_token_of_an_earlier_generation_is_inactive_and_asking_ends_nothing()
    {
        var tokens = await _host.TokensAsync(TestClients.FirstParty);
        var next = await _host.RefreshAsync(TestClients.FirstParty, tokens.RefreshToken);
        IsInactive(await AskAsync(TestClients.FirstParty, tokens.RefreshToken));
        Assert.True(IsActive(await AskAsync(TestClients.FirstParty, next.RefreshToken)));
    }

    [Fact] // RFC 7662 §2.1: the endpoint requires authorization
    public async Task A_public_client_may_not_ask()
    {
        var tokens = await _host.TokensAsync(TestClients.Spa);
        (await AskAsync(TestClients.Spa, tokens.AccessToken)).IsRefused(401, "invalid_client");
    }

    [Fact]
    public async Task Without_a_token_the_request_is_invalid() =>
        (await _host.CallAsync(TestClients.FirstParty, "/connect/introspect")).IsRefused(400, "invalid_request");

    private static bool IsActive(Answer answer) => answer.Status == 200 && answer.Body.GetProperty("active").GetBoolean();

    /// <summary>RFC 7662 §2.2: and no other member.</summary>
    private static void IsInactive(Answer answer) => Assert.Equal((200, "{\"active\":false}"), (answer.Status, answer.Body.GetRawText()));

    private Task<Answer> AskAsync(Client client, string token, string? hint = null) =>
        _host.CallAsync(client, "/connect/introspect", [("token", token), .. hint is null ? [] : new[] { ("token_type_hint", hint) }]);
}
