using System.Net;
using Microsoft.Extensions.Options;
using OidcEngine.EndSession;
using OidcEngine.Grants;
using OidcEngine.Sessions;
using OidcEngine.Tests.Host;

namespace OidcEngine.Tests.EndSession;

/// <summary>OIDC RP-Initiated Logout 1.0 §2 to §4.</summary>
public sealed class EndSessionEndpointTests
{
    private const string Bye = "https://first.example/bye";

    [Fact] // §2 and §3
    public async Task An_id_token_of_this_session_ends_it_at_once_and_leads_back_to_the_client()
    {
        await using var host = await EngineHost.StartAsync();
        var session = await SignInToFirstAsync(host);
        var hint = await IdTokens.CreateAsync(host, "alice", "first", session.SessionId);

        using var response = await host.GetAsync(
            Url(("id_token_hint", hint), ("post_logout_redirect_uri", Bye), ("state", "a b&c")), session);

        Assert.Equal(Bye + "?state=a%20b%26c", response.Location());
        Assert.Null(host.Sessions.Find(session.SessionId));
        Assert.StartsWith("session=;", response.Headers.GetValues("Set-Cookie").Single(), StringComparison.Ordinal);
        Assert.Equal(RevocationReason.SessionEnded, Assert.Single(host.Grants.Rows).Revoked);
        Assert.Equal(new LogoutNotice("first", "alice", session.SessionId), Assert.Single(host.Sessions.Notices));
    }

    [Fact] // §2: the server should accept tokens when the session is still known, expired or not
    public async Task An_expired_id_token_is_honoured()
    {
        await using var host = await EngineHost.StartAsync();
        var session = await SignInToFirstAsync(host);
        var hint = await IdTokens.CreateAsync(host, "alice", "first", session.SessionId);
        host.Time.Advance(TimeSpan.FromHours(5));

        using var response = await host.GetAsync(Url(("id_token_hint", hint), ("post_logout_redirect_uri", Bye)), session);

        Assert.Equal(Bye, response.Location());
    }

    [Fact] // §3: the query of the registered URI is kept
    public async Task The_state_joins_the_query_of_the_registered_uri()
    {
        await using var host = await EngineHost.StartAsync();
        var session = await SignInToFirstAsync(host);
        var hint = await IdTokens.CreateAsync(host, "alice", "first", session.SessionId);

        using var response = await host.GetAsync(
            Url(("id_token_hint", hint), ("post_logout_redirect_uri", Bye + "?lang=en"), ("state", "x")), session);

        Assert.Equal(Bye + "?lang=en&state=x", response.Location());
    }

    [Fact]
    public async Task Without_a_redirect_the_person_sees_which_apps_were_signed_out()
    {
        await using var host = await EngineHost.StartAsync();
        var session = await SignInToFirstAsync(host);
        var hint = await IdTokens.CreateAsync(host, "alice", "first", session.SessionId);

        using var response = await host.GetAsync(Url(("id_token_hint", hint)), session);

        var ended = await Pages(host).FindSignedOutAsync(LogoutId(response, "/signed-out"), default);
        Assert.Equal((session.SessionId, null), (ended!.SessionId, ended.RedirectUri));
        Assert.Equal([new SignedOutClient("first", null, null, HasBackChannel: true)], ended.Clients);
    }

    [Theory] // §2: without a valid hint of this session the person must be asked
    [InlineData("none")]
    [InlineData("garbage")]
    [InlineData("forged")]
    [InlineData("foreign issuer")]
    [InlineData("access token")]
    [InlineData("another person")]
    [InlineData("another session")]
    [InlineData("another client")]
    public async Task Without_an_id_token_of_this_session_the_person_is_asked(string kind)
    {
        await using var host = await EngineHost.StartAsync();
        var session = await SignInToFirstAsync(host);
        var hint = kind switch
        {
            "none" => "",
            "garbage" => "x.y.z",
            "forged" => IdTokens.Forge(host, "alice", "first"),
            "foreign issuer" => await IdTokens.CreateAsync(host, "alice", "first", session.SessionId, issuer: "https://evil.example"),
            "access token" => await IdTokens.CreateAsync(host, "alice", "first", session.SessionId, type: "at+jwt"),
            "another person" => await IdTokens.CreateAsync(host, "bob", "first"),
            "another session" => await IdTokens.CreateAsync(host, "alice", "first", host.SignIn().SessionId),
            _ => await IdTokens.CreateAsync(host, "alice", "third", session.SessionId),
        };

        using var response = await host.GetAsync(Url(("id_token_hint", hint), ("client_id", "first")), session);

        LogoutId(response, "/sign-out");
        Assert.NotNull(host.Sessions.Find(session.SessionId));
        Assert.False(response.Headers.Contains("Set-Cookie"));
        Assert.Empty(host.Sessions.Notices);
    }

    [Fact] // §2: MUST verify that client_id and the hint's client agree
    public async Task A_client_id_that_contradicts_the_hint_leads_nowhere_even_once_confirmed()
    {
        await using var host = await EngineHost.StartAsync();
        var session = await SignInToFirstAsync(host);
        var hint = await IdTokens.CreateAsync(host, "alice", "third", session.SessionId);

        using var response = await host.GetAsync(
            Url(("id_token_hint", hint), ("client_id", "first"), ("post_logout_redirect_uri", Bye)), session);
        var request = Pages(host).Read(LogoutId(response, "/sign-out"));

        Assert.Null(request!.PostLogoutRedirectUri);
        Assert.Null(request.ClientId);
    }

    [Theory] // §3: MUST NOT redirect to what is not registered exactly
    [InlineData("https://evil.example/")]
    [InlineData("https://first.example/bye/")]
    [InlineData("https://first.example/bye?x=1")]
    [InlineData("https://first.example/BYE")]
    [InlineData("https://first.example:443/bye")]
    [InlineData("https://first.example/callback")]
    [InlineData("https://third.example/bye")]
    [InlineData("//first.example/bye")]
    [InlineData("javascript:alert(1)")]
    public async Task An_unregistered_address_is_never_redirected_to(string uri)
    {
        await using var host = await EngineHost.StartAsync();
        var session = await SignInToFirstAsync(host);
        var hint = await IdTokens.CreateAsync(host, "alice", "first", session.SessionId);

        using var signedIn = await host.GetAsync(Url(("id_token_hint", hint), ("post_logout_redirect_uri", uri)), session);
        using var signedOut = await host.GetAsync(Url(("id_token_hint", hint), ("post_logout_redirect_uri", uri)));
        using var asked = await host.GetAsync(Url(("client_id", "first"), ("post_logout_redirect_uri", uri)), host.SignIn());

        LogoutId(signedIn, "/signed-out");
        LogoutId(signedOut, "/signed-out");
        Assert.Null(Pages(host).Read(LogoutId(asked, "/sign-out"))!.PostLogoutRedirectUri);
    }

    [Fact] // §2: the redirect target has to be proven by a hint or a client_id
    public async Task An_address_that_no_client_answers_for_is_dropped()
    {
        await using var host = await EngineHost.StartAsync();

        using var response = await host.GetAsync(Url(("post_logout_redirect_uri", Bye)), host.SignIn());

        Assert.Null(Pages(host).Read(LogoutId(response, "/sign-out"))!.PostLogoutRedirectUri);
    }

    [Fact]
    public async Task Once_confirmed_the_person_goes_where_the_client_asked()
    {
        await using var host = await EngineHost.StartAsync();
        var session = await SignInToFirstAsync(host);
        using var asked = await host.GetAsync(
            Url(("client_id", "first"), ("post_logout_redirect_uri", Bye), ("state", "s"), ("ui_locales", "fr de"), ("logout_hint", "alice")),
            session);
        var pages = Pages(host);
        var request = pages.Read(LogoutId(asked, "/sign-out"))!;

        var apps = await pages.FindClientIdsAsync(session, default);
        var outcome = await pages.EndAsync(session, request, default);

        Assert.Equal("first", request.ClientId);
        Assert.Equal("https://first.example", request.RedirectSource);
        Assert.Equal(["fr", "de"], request.UiLocales);
        Assert.Equal("alice", request.LogoutHint);
        Assert.Equal(["first"], apps);
        Assert.Equal(["fr", "de"], pages.FindUiLocales(outcome.LogoutId));
        Assert.Equal(Bye + "?state=s", outcome.RedirectUri);
        Assert.Null(host.Sessions.Find(session.SessionId));
    }

    [Fact]
    public async Task Who_is_signed_out_already_goes_straight_back()
    {
        await using var host = await EngineHost.StartAsync();
        var hint = await IdTokens.CreateAsync(host, "alice", "first");

        using var response = await host.GetAsync(Url(("id_token_hint", hint), ("post_logout_redirect_uri", Bye)));

        Assert.Equal(Bye, response.Location());
    }

    [Fact]
    public async Task A_hint_without_its_session_s_cookie_ends_nothing()
    {
        await using var host = await EngineHost.StartAsync();
        var session = await SignInToFirstAsync(host);
        var hint = await IdTokens.CreateAsync(host, "alice", "first", session.SessionId);

        using var response = await host.GetAsync(Url(("id_token_hint", hint)));

        Assert.NotNull(host.Sessions.Find(session.SessionId));
    }

    [Fact] // §2: GET and POST
    public async Task A_post_comes_back_as_a_get()
    {
        await using var host = await EngineHost.StartAsync();
        var session = await SignInToFirstAsync(host);
        var hint = await IdTokens.CreateAsync(host, "alice", "first", session.SessionId);

        using var post = await host.PostAsync("/connect/endsession", [new("id_token_hint", hint), new("post_logout_redirect_uri", Bye)]);
        using var get = await host.GetAsync(post.Location(), session);

        Assert.Equal(Bye, get.Location());
    }

    [Theory]
    [InlineData("?state=a&state=b")]
    [InlineData("?client_id=first&client_id=first")]
    [InlineData("?state=%FF")]
    [InlineData("?state=%00")]
    public async Task A_malformed_or_repeated_parameter_is_refused(string query)
    {
        await using var host = await EngineHost.StartAsync();
        var session = host.SignIn();

        using var response = await host.GetAsync("/connect/endsession" + query, session);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.NotNull(host.Sessions.Find(session.SessionId));
    }

    private static string Url(params (string Name, string Value)[] parameters) =>
        "/connect/endsession?" + string.Join('&', parameters.Select(pair => $"{pair.Name}={Uri.EscapeDataString(pair.Value)}"));

    private static async Task<EndUserSession> SignInToFirstAsync(EngineHost host)
    {
        var session = host.SignIn();
        using var response = await host.GetAsync(AuthorizeRequest.Of(TestClients.FirstParty).Url, session);
        Assert.True(response.Parameters().ContainsKey("code"));
        return session;
    }

    private static EndSessionInteractions Pages(EngineHost host) =>
        new(host.Sessions, host.Clients, host.Get<LogoutIds>(), host.Get<IOptions<OidcEngineOptions>>());

    private static string LogoutId(HttpResponseMessage response, string page)
    {
        Assert.StartsWith(page + "?logoutId=", response.Location(), StringComparison.Ordinal);
        return response.Parameters()["logoutId"];
    }
}
