using Jose;
using OidcEngine.Sessions;
using OidcEngine.Tests.Host;

namespace OidcEngine.Tests.Authorization;

/// <summary>RFC 6749 §4.1.2: what a code is bound to, and what it costs.</summary>
public sealed class CodeIssuerTests
{
    private static readonly AuthorizeRequest Good = AuthorizeRequest.Of(TestClients.FirstParty);

    [Fact]
    public async Task The_grant_holds_what_was_asked_and_who_answered()
    {
        await using var host = await EngineHost.StartAsync();
        var session = host.SignIn();
        host.Time.Advance(TimeSpan.FromMinutes(1));

        using var response = await host.GetAsync(Good.With("scope", "openid api.read openid offline_access").Url, session);

        var row = Assert.Single(host.Grants.Rows);
        Assert.Equal("first", row.Grant.ClientId);
        Assert.Equal("alice", row.Grant.Subject);
        Assert.Equal(session.SessionId, row.Grant.SessionId);
        Assert.Equal(["openid", "api.read", "offline_access"], row.Grant.Scopes);
        Assert.Equal([TestResources.Api], row.Grant.Resources);
        Assert.Equal("n-0S6_WzA2Mj", row.Grant.Nonce);
        Assert.Equal(session.AuthTime, row.Grant.AuthTime);
        Assert.Equal("aal1", row.Grant.Acr);
        Assert.Equal(["pwd"], row.Grant.Amr);
        Assert.Equal(host.Time.GetUtcNow(), row.Grant.CreatedAt);
        Assert.Equal(7, row.Grant.Id.Version);
    }

    [Fact] // RFC 7636 §4.4: associate the challenge with the code
    public async Task The_code_is_kept_by_its_hash_with_redirect_uri_and_challenge_for_a_minute()
    {
        await using var host = await EngineHost.StartAsync();

        using var response = await host.GetAsync(Good.Url, host.SignIn());

        var code = Assert.Single(host.Grants.Rows).Code;
        Assert.Equal(Handles.Hash(response.Parameters()["code"]), code.Hash);
        Assert.Equal("https://first.example/callback", code.RedirectUri);
        Assert.Equal(AuthorizeRequest.Challenge, code.CodeChallenge);
        Assert.Equal(host.Time.GetUtcNow() + TimeSpan.FromSeconds(60), code.ExpiresAt);
    }

    [Fact] // RFC 8252 §7.3: what was asked for, not what was registered
    public async Task On_loopback_the_code_is_bound_to_the_port_that_was_asked_for()
    {
        await using var host = await EngineHost.StartAsync();
        host.Clients.Put(TestClients.Native with { TokenEndpointAuthMethod = "client_secret_basic", FirstParty = true });
        var request = AuthorizeRequest.Of(TestClients.Native).With("redirect_uri", "http://127.0.0.1:51004/cb");

        using var response = await host.GetAsync(request.Url, host.SignIn());

        Assert.StartsWith("http://127.0.0.1:51004/cb?code=", response.Location(), StringComparison.Ordinal);
        Assert.Equal("http://127.0.0.1:51004/cb", Assert.Single(host.Grants.Rows).Code.RedirectUri);
    }

    [Fact]
    public async Task For_a_signed_in_person_and_a_first_party_nothing_but_the_code_is_written_or_read()
    {
        await using var host = await EngineHost.StartAsync();

        using var response = await host.GetAsync(Good.Url, host.SignIn());

        Assert.Single(host.Grants.Rows);
        Assert.Equal(0, host.Transactions.Added);
        Assert.Equal(0, host.Consents.Reads);
        Assert.Equal(0, host.Users.Reads);
    }

    [Theory]
    [InlineData("", "/sign-in?returnUrl=")]
    [InlineData("none", "https://first.example/callback?error=login_required&")]
    public async Task A_session_that_ended_behind_its_cookie_gets_no_code(string prompt, string location)
    {
        await using var host = await EngineHost.StartAsync();
        var session = host.SignIn();
        await host.Sessions.EndAsync(session.SessionId, SessionEndReason.EndedElsewhere, default);
        host.Http.DefaultRequestHeaders.Add("X-Stale-Ticket", "1");

        using var response = await host.GetAsync(Good.With("prompt", prompt).Url, session);

        Assert.StartsWith(location, response.Location(), StringComparison.Ordinal);
        Assert.Empty(host.Grants.Rows);
    }

    [Fact]
    public async Task A_session_that_ended_while_its_transaction_came_back_signs_in_again()
    {
        await using var host = await EngineHost.StartAsync();
        using var sent = await host.GetAsync(Good.Url);
        var session = host.SignIn();
        await host.Sessions.EndAsync(session.SessionId, SessionEndReason.CredentialsChanged, default);
        host.Http.DefaultRequestHeaders.Add("X-Stale-Ticket", "1");

        using var stale = await host.GetAsync(sent.ReturnUrl("/sign-in"), session);
        using var back = await host.GetAsync(stale.ReturnUrl("/sign-in"), host.SignIn());

        Assert.NotEqual(sent.ReturnUrl("/sign-in"), stale.ReturnUrl("/sign-in"));
        Assert.Equal(AuthorizeRequest.State, back.Parameters()["state"]);
        Assert.True(back.Parameters().ContainsKey("code"));
    }
}
