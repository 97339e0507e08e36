using System.Net;
using OidcClient.Tests.Fakes;

namespace OidcClient.Tests.SignIn;

/// <summary>What the provider's pages and other sites may ask of an app: front-channel logout, a look at the session, a sign-in.</summary>
public sealed class LogoutsAndStartsTests : IAsyncLifetime
{
    private FakeProvider _provider = null!;
    private FakeApp _app = null!;
    private Visitor _visitor = null!;

    public async ValueTask InitializeAsync()
    {
        _provider = await FakeProvider.StartAsync();
        _provider.OnAuthorize = answer => answer["session_state"] = "hash.salt";
        _app = await FakeApp.StartAsync(_provider, options =>
        {
            options.WatchSession = true;
            options.SessionEndedAddress = "/public?ended";
        });
        _visitor = _app.NewVisitor();
        await _visitor.OpenAsync("/me");
    }

    public async ValueTask DisposeAsync()
    {
        _visitor.Dispose();
        await _app.DisposeAsync();
        await _provider.DisposeAsync();
    }

    [Fact] // Front-Channel Logout §2
    public async Task The_frame_of_the_logged_out_page_ends_the_session_that_it_names()
    {
        var (status, _, _) = await _visitor.StepAsync(Frame(_provider.Issuer, "session-1"));

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("nobody", (await _visitor.OpenAsync("/public")).Body);
    }

    [Theory]
    [InlineData("?sid=session-1")]
    [InlineData("?iss={issuer}")]
    [InlineData("?iss={issuer}&sid=")]
    [InlineData("?iss={issuer}&sid=session-2")]
    [InlineData("?iss={issuer}/&sid=session-1")]
    [InlineData("?iss=https://evil.example&sid=session-1")]
    [InlineData("?iss={issuer}&iss={issuer}&sid=session-1")]
    [InlineData("?iss={issuer}&sid=session-2&sid=session-1")]
    [InlineData("")]
    public async Task A_frame_of_somebody_elses_page_ends_nothing(string query)
    {
        await _visitor.StepAsync("/frontchannel-logout" + query.Replace("{issuer}", _provider.Issuer, StringComparison.Ordinal));

        Assert.Equal("somebody", (await _visitor.OpenAsync("/public")).Body);
    }

    [Fact] // §2: the answer must not be cached, and the provider's page alone may show it
    public async Task The_frame_may_be_shown_by_the_provider_alone()
    {
        using var http = new HttpClient(TestKit.Certificates.LoopbackCertificates.Instance.NewHandler(_visitor.Cookies));
        using var answer = await http.GetAsync(_app.Address + Frame(_provider.Issuer, "session-1"));

        Assert.Equal($"default-src 'none'; frame-ancestors {_provider.Issuer}", answer.Headers.GetValues("Content-Security-Policy").Single());
        Assert.True(answer.Headers.CacheControl!.NoStore);
    }

    [Fact] // Session Management §3.1
    public async Task A_look_at_the_session_asks_the_provider_without_a_page()
    {
        await _visitor.OpenAsync("/session-check?returnUrl=/me");

        Assert.Equal("none", _provider.LastAuthorization!["prompt"]);
        Assert.NotEmpty(_provider.LastAuthorization["id_token_hint"]);
        Assert.EndsWith("/me", _visitor.Location.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_is_no_longer_signed_in_there_is_signed_out_here()
    {
        _provider.OnAuthorize = answer =>
        {
            answer.Remove("code");
            answer["error"] = "login_required";
        };
        var (_, body) = await _visitor.OpenAsync("/session-check?returnUrl=/me");

        Assert.Equal("nobody", body);
        Assert.EndsWith("/public?ended", _visitor.Location.ToString(), StringComparison.Ordinal);
    }

    [Fact] // the state is good for the browser that it was made in
    public async Task Nobody_is_signed_out_by_an_answer_to_somebody_elses_look()
    {
        using var attacker = _app.NewVisitor();
        await attacker.OpenAsync("/me");
        _provider.OnAuthorize = answer =>
        {
            answer.Remove("code");
            answer["error"] = "login_required";
        };
        var (_, toProvider, _) = await attacker.StepAsync("/session-check?returnUrl=/me");
        var (_, answer, _) = await attacker.StepAsync(toProvider!);
        await _visitor.OpenAsync(answer!);

        Assert.Equal("somebody", (await _visitor.OpenAsync("/public")).Body);
    }

    [Fact]
    public async Task A_look_without_a_session_asks_nobody()
    {
        using var stranger = _app.NewVisitor();
        var asked = _provider.LastAuthorization;
        Assert.Equal("nobody", (await stranger.OpenAsync("/session-check?returnUrl=/public")).Body);
        Assert.Same(asked, _provider.LastAuthorization);
        Assert.EndsWith("/public?ended", stranger.Location.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("\\/evil.example")]
    [InlineData("/%09/evil.example", "/%09/evil.example")]
    [InlineData("/\t/evil.example")]
    [InlineData("evil.example")]
    public async Task Nobody_is_led_away_by_a_return_url(string returnUrl, string expected = "/")
    {
        await _visitor.OpenAsync("/session-check?returnUrl=" + Uri.EscapeDataString(returnUrl));

        Assert.Equal(_app.Address + expected, _visitor.Location.ToString());
    }

    [Fact] // OpenID Connect Core §4
    public async Task A_sign_in_that_begins_elsewhere_leads_to_the_page_that_was_meant()
    {
        using var stranger = _app.NewVisitor();
        var (status, body) = await stranger.OpenAsync(Start(_provider.Issuer, _app.Address + "/me", "alice"));

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.StartsWith(_provider.Subject, body, StringComparison.Ordinal);
        Assert.Equal("alice", _provider.LastAuthorization!["login_hint"]);
    }

    [Fact] // §4: GET and POST
    public async Task A_form_begins_a_sign_in_too()
    {
        using var stranger = _app.NewVisitor();
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["iss"] = _provider.Issuer });
        var (status, next, _) = await stranger.StepAsync("/initiate-login", form);

        Assert.Equal(HttpStatusCode.Redirect, status);
        Assert.StartsWith(_provider.Issuer + "/authorize?", next, StringComparison.Ordinal);
    }

    [Theory] // §4: target_link_uri must not make an open redirector
    [InlineData("https://evil.example/")]
    [InlineData("{app}.evil.example/")]
    [InlineData("{app}@evil.example/")]
    [InlineData("{app}//evil.example/")]
    [InlineData("{app}/\\evil.example")]
    [InlineData("{app}")]
    [InlineData("/me")]
    public async Task A_target_outside_the_app_is_its_start_page(string target)
    {
        using var stranger = _app.NewVisitor();
        await stranger.OpenAsync(Start(_provider.Issuer, target.Replace("{app}", _app.Address, StringComparison.Ordinal), ""));

        Assert.Equal(_app.Address + "/", stranger.Location.ToString());
    }

    [Theory]
    [InlineData("?iss=https%3A%2F%2Fevil.example")]
    [InlineData("?iss=")]
    [InlineData("")]
    public async Task A_sign_in_at_another_provider_is_refused(string query)
    {
        using var stranger = _app.NewVisitor();
        Assert.Equal(HttpStatusCode.BadRequest, (await stranger.StepAsync("/initiate-login" + query)).Status);
    }

    private static string Frame(string issuer, string session) => $"/frontchannel-logout?iss={Uri.EscapeDataString(issuer)}&sid={session}";

    private static string Start(string issuer, string target, string hint) =>
        $"/initiate-login?iss={Uri.EscapeDataString(issuer)}&target_link_uri={Uri.EscapeDataString(target)}&login_hint={hint}";
}
