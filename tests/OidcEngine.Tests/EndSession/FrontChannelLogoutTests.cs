using Microsoft.Extensions.Options;
using OidcEngine.EndSession;
using OidcEngine.Sessions;
using OidcEngine.Tests.Host;

namespace OidcEngine.Tests.EndSession;

/// <summary>OIDC Front-Channel Logout 1.0 §2 and §3.</summary>
public sealed class FrontChannelLogoutTests : IAsyncLifetime
{
    private const string Bye = "https://first.example/bye";
    private const string Frame = "https://first.example/frontchannel";

    private EngineHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await EngineHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory] // §2: iss and sid both or neither, and the query of the registered address is kept
    [InlineData(Frame, false, Frame)]
    [InlineData(Frame, true, Frame + "?iss=https%3A%2F%2Fidp.example&sid={sid}")]
    [InlineData(Frame + "?tenant=1", true, Frame + "?tenant=1&iss=https%3A%2F%2Fidp.example&sid={sid}")]
    public async Task The_page_loads_the_registered_address(string registered, bool withSession, string loaded)
    {
        Register(registered, withSession);
        var session = await SignInAsync();

        var ended = await EndAsync(session);

        var client = Assert.Single(ended.Clients);
        Assert.Equal(loaded.Replace("{sid}", session.SessionId.ToString(), StringComparison.Ordinal), client.FrontChannelAddress);
        Assert.Equal("https://first.example", client.FrontChannelOrigin);
    }

    [Fact] // §3: the apps are told before the person goes back
    public async Task Who_has_frames_to_load_is_sent_on_by_the_signed_out_page()
    {
        Register(Frame, withSession: true);

        var ended = await EndAsync(await SignInAsync());

        Assert.Equal(Bye + "?state=x", ended.RedirectUri);
    }

    [Fact]
    public async Task An_app_that_the_person_was_not_signed_in_to_is_not_told()
    {
        Register(Frame, withSession: true);
        using var response = await _host.GetAsync(AuthorizeRequest.Of(TestClients.Legacy).Url, _host.SignIn());
        var session = _host.SignIn();
        var hint = await IdTokens.CreateAsync(_host, "alice", "first", session.SessionId);

        using var ended = await _host.GetAsync($"/connect/endsession?id_token_hint={hint}", session);
        var page = await Pages().FindSignedOutAsync(ended.Parameters()["logoutId"], default);

        Assert.Empty(page!.Clients);
    }

    [Fact]
    public async Task An_app_that_was_switched_off_is_named_and_not_loaded()
    {
        Register(Frame, withSession: true);
        var session = await SignInAsync();
        using var response = await LogOutAsync(session);
        _host.Clients.Change("first", client => client with { Enabled = false });

        var page = await Pages().FindSignedOutAsync(response.Parameters()["logoutId"], default);

        Assert.Equal(new SignedOutClient("first", null, null, HasBackChannel: false), Assert.Single(page!.Clients));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("made-up")]
    public async Task A_made_up_id_loads_nothing(string? logoutId) => Assert.Null(await Pages().FindSignedOutAsync(logoutId, default));

    [Fact] // a request that waits for the person must not pass for a logout that happened
    public async Task The_id_of_a_question_is_none_of_an_answer()
    {
        using var asked = await _host.GetAsync("/connect/endsession?client_id=first", _host.SignIn());

        Assert.Null(await Pages().FindSignedOutAsync(asked.Parameters()["logoutId"], default));
    }

    private void Register(string uri, bool withSession) => _host.Clients.Change(
        "first", client => client with { FrontchannelLogoutUri = uri, FrontchannelLogoutSessionRequired = withSession });

    private async Task<EndUserSession> SignInAsync()
    {
        var session = _host.SignIn();
        using var response = await _host.GetAsync(AuthorizeRequest.Of(TestClients.FirstParty).Url, session);
        Assert.True(response.Parameters().ContainsKey("code"));
        return session;
    }

    private async Task<SignedOutSession> EndAsync(EndUserSession session)
    {
        using var response = await LogOutAsync(session);
        Assert.StartsWith("/signed-out?logoutId=", response.Location(), StringComparison.Ordinal);
        return (await Pages().FindSignedOutAsync(response.Parameters()["logoutId"], default))!;
    }

    private async Task<HttpResponseMessage> LogOutAsync(EndUserSession session)
    {
        var hint = await IdTokens.CreateAsync(_host, "alice", "first", session.SessionId);
        return await _host.GetAsync($"/connect/endsession?id_token_hint={hint}&post_logout_redirect_uri={Uri.EscapeDataString(Bye)}&state=x", session);
    }

    private EndSessionInteractions Pages() =>
        new(_host.Sessions, _host.Clients, _host.Get<LogoutIds>(), _host.Get<IOptions<OidcEngineOptions>>());
}
