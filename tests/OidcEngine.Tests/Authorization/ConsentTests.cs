using Microsoft.Extensions.DependencyInjection;
using OidcEngine.Authorization;
using OidcEngine.Sessions;
using OidcEngine.Tests.Host;

namespace OidcEngine.Tests.Authorization;

/// <summary>OIDC Core §3.1.2.4 and RFC 8252 §8.6: when consent is asked, and what an answer is worth.</summary>
public sealed class ConsentTests
{
    private static readonly AuthorizeRequest Third =
        AuthorizeRequest.Of(TestClients.ThirdParty).With("scope", "openid api.base api.read api.write");

    [Fact]
    public async Task A_third_party_gets_a_code_only_after_consent()
    {
        await using var host = await EngineHost.StartAsync();
        var session = host.SignIn();

        using var sent = await host.GetAsync(Third.Url, session);
        var returnUrl = sent.ReturnUrl("/consent");
        using var unanswered = await host.GetAsync(returnUrl, session);
        Assert.True(await ConsentAsync(host, returnUrl, session, ["api.read", "api.write"]));
        using var back = await host.GetAsync(returnUrl, session);

        Assert.Equal(sent.Location(), unanswered.Location());
        Assert.True(back.Parameters().ContainsKey("code"));
        Assert.Equal(["openid", "api.base", "api.read", "api.write"], Assert.Single(host.Grants.Rows).Grant.Scopes);
    }

    [Fact] // openid makes the request what it is; required scopes are the resource's to name
    public async Task Deselected_scopes_are_not_granted_but_openid_and_required_ones_are()
    {
        await using var host = await EngineHost.StartAsync();
        var session = host.SignIn();

        using var sent = await host.GetAsync(Third.Url, session);
        await ConsentAsync(host, sent.ReturnUrl("/consent"), session, ["api.write"]);
        using var back = await host.GetAsync(sent.ReturnUrl("/consent"), session);

        var grant = Assert.Single(host.Grants.Rows).Grant;
        Assert.Equal(["openid", "api.base", "api.write"], grant.Scopes);
        Assert.Equal([TestResources.Api], grant.Resources);
    }

    [Fact] // RFC 9068 §3: no audience without one of its scopes
    public async Task A_resource_goes_with_the_last_of_its_scopes()
    {
        await using var host = await EngineHost.StartAsync();
        var session = host.SignIn();

        using var sent = await host.GetAsync(Third.With("scope", "openid api.read").Url, session);
        await ConsentAsync(host, sent.ReturnUrl("/consent"), session, []);
        using var back = await host.GetAsync(sent.ReturnUrl("/consent"), session);

        var grant = Assert.Single(host.Grants.Rows).Grant;
        Assert.Equal(["openid"], grant.Scopes);
        Assert.Empty(grant.Resources);
    }

    [Fact]
    public async Task A_scope_that_was_not_asked_for_cannot_be_added_by_the_answer()
    {
        await using var host = await EngineHost.StartAsync();
        var session = host.SignIn();

        using var sent = await host.GetAsync(Third.With("scope", "openid").Url, session);
        await ConsentAsync(host, sent.ReturnUrl("/consent"), session, ["openid", "api.write", "offline_access"], remember: true);
        using var back = await host.GetAsync(sent.ReturnUrl("/consent"), session);

        Assert.Equal(["openid"], Assert.Single(host.Grants.Rows).Grant.Scopes);
        Assert.Equal(["openid"], await host.Consents.FindAsync("alice", "third", default));
    }

    [Fact]
    public async Task Remembered_consent_is_asked_again_for_new_scopes_people_and_clients_alone()
    {
        await using var host = await EngineHost.StartAsync();
        var alice = host.SignIn();
        await host.Consents.RememberAsync("alice", "third", ["openid", "api.read"], default);

        using var same = await host.GetAsync(Third.With("scope", "api.read openid").Url, alice);
        using var more = await host.GetAsync(Third.With("scope", "openid api.read api.write").Url, alice);
        using var other = await host.GetAsync(AuthorizeRequest.Of(TestClients.Spa).With("scope", "openid").Url, alice);
        using var bob = await host.GetAsync(Third.With("scope", "openid").Url, host.SignIn("bob"));

        Assert.True(same.Parameters().ContainsKey("code"));
        more.ReturnUrl("/consent");
        other.ReturnUrl("/consent");
        bob.ReturnUrl("/consent");
    }

    [Fact] // OIDC Core §11: offline access is consented to
    public async Task Offline_access_is_a_scope_that_is_consented_to_by_itself()
    {
        await using var host = await EngineHost.StartAsync();
        var session = host.SignIn();
        await host.Consents.RememberAsync("alice", "third", ["openid"], default);

        using var sent = await host.GetAsync(Third.With("scope", "openid offline_access").Url, session);
        await ConsentAsync(host, sent.ReturnUrl("/consent"), session, ["openid"]);
        using var back = await host.GetAsync(sent.ReturnUrl("/consent"), session);

        Assert.False(Assert.Single(host.Grants.Rows).Grant.OfflineAccess);
    }

    [Theory] // OIDC Core §3.1.2.1 prompt=consent
    [InlineData("first")]
    [InlineData("third")]
    public async Task Prompt_consent_asks_also_where_nothing_is_left_to_ask(string clientId)
    {
        await using var host = await EngineHost.StartAsync();
        var session = host.SignIn();
        var client = TestClients.All.Single(client => client.ClientId == clientId);
        await host.Consents.RememberAsync("alice", clientId, ["openid", "profile"], default);

        using var sent = await host.GetAsync(AuthorizeRequest.Of(client).With("prompt", "consent").Url, session);
        await ConsentAsync(host, sent.ReturnUrl("/consent"), session, ["profile"]);
        using var back = await host.GetAsync(sent.ReturnUrl("/consent"), session);

        Assert.True(back.Parameters().ContainsKey("code"));
    }

    [Theory] // RFC 8252 §8.6: another app on the device may claim these
    [InlineData("com.example.app:/cb", false)]
    [InlineData("http://127.0.0.1:51004/cb", false)]
    [InlineData("http://localhost:51004/cb", false)]
    [InlineData("com.example.app:/cb", true)]
    public async Task A_public_client_without_a_claimed_https_redirect_is_always_asked_for(string redirectUri, bool firstParty)
    {
        await using var host = await EngineHost.StartAsync();
        host.Clients.Change("native", client => client with { FirstParty = firstParty });
        await host.Consents.RememberAsync("alice", "native", ["openid", "profile"], default);
        var request = AuthorizeRequest.Of(TestClients.Native).With("redirect_uri", redirectUri);

        using var asked = await host.GetAsync(request.Url, host.SignIn());
        using var silent = await host.GetAsync(request.With("prompt", "none").Url, host.SignIn());

        asked.ReturnUrl("/consent");
        Assert.Equal("consent_required", silent.Parameters()["error"]);
    }

    [Fact] // OIDC Core §3.1.2.6
    public async Task Without_a_page_missing_consent_is_consent_required()
    {
        await using var host = await EngineHost.StartAsync();
        using var response = await host.GetAsync(Third.With("prompt", "none").Url, host.SignIn());
        Assert.Equal("consent_required", response.Parameters()["error"]);
    }

    [Fact] // RFC 6749 §4.1.2.1
    public async Task A_refusal_is_access_denied_and_is_audited()
    {
        await using var host = await EngineHost.StartAsync();
        var session = host.SignIn();

        using var sent = await host.GetAsync(Third.Url, session);
        var returnUrl = sent.ReturnUrl("/consent");
        Assert.True(await InteractAsync(host, pages => pages.DenyAsync(returnUrl, session, default)));
        using var back = await host.GetAsync(returnUrl, session);

        Assert.Equal("access_denied", back.Parameters()["error"]);
        Assert.Equal(AuthorizeRequest.State, back.Parameters()["state"]);
        Assert.Equal("consent.denied", Assert.Single(host.Audit.Entries).Action);
        Assert.Empty(host.Grants.Rows);
    }

    [Fact]
    public async Task To_agree_to_nothing_is_to_decline()
    {
        await using var host = await EngineHost.StartAsync();
        var session = host.SignIn();

        using var sent = await host.GetAsync(Third.With("scope", "api.read").Url, session);
        await ConsentAsync(host, sent.ReturnUrl("/consent"), session, []);
        using var back = await host.GetAsync(sent.ReturnUrl("/consent"), session);

        Assert.Equal("access_denied", back.Parameters()["error"]);
    }

    [Fact]
    public async Task Consent_counts_for_nobody_else_and_in_no_other_session()
    {
        await using var host = await EngineHost.StartAsync();
        var alice = host.SignIn();

        using var sent = await host.GetAsync(Third.Url, alice);
        var returnUrl = sent.ReturnUrl("/consent");
        await ConsentAsync(host, returnUrl, alice, ["api.read"]);
        using var bob = await host.GetAsync(returnUrl, host.SignIn("bob"));
        using var elsewhere = await host.GetAsync(returnUrl, host.SignIn());

        Assert.Equal(sent.Location(), bob.Location());
        Assert.Equal(sent.Location(), elsewhere.Location());
        Assert.Empty(host.Grants.Rows);
    }

    private static Task<bool> ConsentAsync(
        EngineHost host, string returnUrl, EndUserSession session, string[] scopes, bool remember = false) =>
        InteractAsync(host, pages => pages.ConsentAsync(returnUrl, session, scopes, remember, default));

    private static async Task<T> InteractAsync<T>(EngineHost host, Func<AuthorizationInteractions, Task<T>> act)
    {
        await using var scope = host.Services.CreateAsyncScope();
        return await act(scope.ServiceProvider.GetRequiredService<AuthorizationInteractions>());
    }
}
