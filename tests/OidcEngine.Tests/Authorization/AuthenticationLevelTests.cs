using Jose;
using Microsoft.Extensions.DependencyInjection;
using OidcEngine.Authorization;
using OidcEngine.Sessions;
using OidcEngine.Tests.Host;

namespace OidcEngine.Tests.Authorization;

/// <summary><c>acr</c>: what is asked for, what is there, and what happens between (OIDC Core §3.1.2.1, §5.5.1.1).</summary>
public sealed class AuthenticationLevelTests
{
    private static readonly AuthorizeRequest Good = AuthorizeRequest.Of(TestClients.FirstParty);

    private static readonly string[] TwoLevels = ["aal1", "aal2"];

    [Theory] // OIDC Core §3.1.2.1: a wish; the token says what really was
    [InlineData("aal1")]
    [InlineData("aal2")]
    [InlineData("urn:mace:incommon:iap:silver aal2")]
    [InlineData("1 2")]
    public async Task A_wish_that_nobody_here_can_meet_is_answered_truthfully(string acrValues)
    {
        await using var host = await EngineHost.StartAsync();
        using var response = await host.GetAsync(Good.With("acr_values", acrValues).Url, host.SignIn());
        var tokens = await host.RedeemAsync(TestClients.FirstParty, response.Parameters()["code"]);

        var idToken = await Answer.ReadAsync(host, tokens.IdToken, JwtTypes.IdToken);
        Assert.Equal("aal1", idToken.String("acr"));
        Assert.Equal("aal1", (await Answer.ReadAsync(host, tokens.AccessToken, JwtTypes.AccessToken)).String("acr"));
    }

    [Theory] // OIDC Core §5.5.1.1
    [InlineData("""{"id_token":{"acr":{"essential":true,"value":"aal2"}}}""")]
    [InlineData("""{"id_token":{"acr":{"essential":true,"values":["aal3","aal2"]}}}""")]
    [InlineData("""{"id_token":{"acr":{"essential":true,"values":["AAL1"]}}}""")]
    public async Task A_condition_that_nobody_here_can_meet_is_refused(string claims)
    {
        await using var host = await EngineHost.StartAsync();
        using var response = await host.GetAsync(Good.With("claims", claims).Url, host.SignIn());
        using var silent = await host.GetAsync(Good.With("claims", claims).With("prompt", "none").Url, host.SignIn());

        Assert.Equal("unmet_authentication_requirements", response.Parameters()["error"]);
        Assert.Equal("unmet_authentication_requirements", silent.Parameters()["error"]);
        Assert.Empty(host.Grants.Rows);
    }

    [Theory]
    [InlineData("""{"id_token":{"acr":{"essential":true}}}""")]
    [InlineData("""{"id_token":{"acr":null}}""")]
    [InlineData("""{"id_token":{"acr":{"essential":true,"values":["aal2","aal1"]}}}""")]
    [InlineData("""{"id_token":{"acr":{"essential":false,"value":"aal9"}}}""")]
    public async Task A_condition_that_is_met_lets_through(string claims)
    {
        await using var host = await EngineHost.StartAsync();
        using var response = await host.GetAsync(Good.With("claims", claims).Url, host.SignIn());
        Assert.True(response.Parameters().ContainsKey("code"));
    }

    [Fact] // the pages learn what is asked for; a stronger sign-in after the request is enough
    public async Task A_session_that_is_too_weak_steps_up()
    {
        await using var host = await EngineHost.StartAsync(options => options.AcrValues = TwoLevels);
        var weak = host.SignIn();
        host.Time.Advance(TimeSpan.FromSeconds(1));

        using var sent = await host.GetAsync(Good.With("acr_values", "aal2").Url, weak);
        var returnUrl = sent.ReturnUrl("/sign-in");
        await using var scope = host.Services.CreateAsyncScope();
        var pending = await scope.ServiceProvider.GetRequiredService<AuthorizationInteractions>().FindAsync(returnUrl, default);
        using var again = await host.GetAsync(returnUrl, weak);
        using var back = await host.GetAsync(returnUrl, Strong(host));

        Assert.Equal(["aal2"], pending!.AcrValues);
        Assert.Equal(sent.Location(), again.Location());
        Assert.Equal("aal2", Assert.Single(host.Grants.Rows).Grant.Acr);
        Assert.True(back.Parameters().ContainsKey("code"));
    }

    [Theory] // a wish is answered truthfully, a condition is not given way
    [InlineData("acr_values", "aal2", "code")]
    [InlineData("claims", """{"id_token":{"acr":{"essential":true,"value":"aal2"}}}""", "error")]
    public async Task Who_signs_in_as_weakly_as_before_has_had_the_chance(string name, string value, string answer)
    {
        await using var host = await EngineHost.StartAsync(options => options.AcrValues = TwoLevels);
        using var sent = await host.GetAsync(Good.With(name, value).Url, host.SignIn());
        host.Time.Advance(TimeSpan.FromSeconds(1));
        using var back = await host.GetAsync(sent.ReturnUrl("/sign-in"), host.SignIn());

        Assert.Contains(answer, back.Parameters().Keys);
        if (answer == "error") Assert.Equal("unmet_authentication_requirements", back.Parameters()["error"]);
    }

    [Fact]
    public async Task A_stronger_session_than_asked_for_does()
    {
        await using var host = await EngineHost.StartAsync(options => options.AcrValues = TwoLevels);
        using var response = await host.GetAsync(
            Good.With("claims", """{"id_token":{"acr":{"essential":true,"value":"aal1"}}}""").Url, Strong(host));
        Assert.True(response.Parameters().ContainsKey("code"));
    }

    [Fact] // OIDC Core §3.1.2.1: prompt=none shows no page
    public async Task Without_a_page_a_session_that_could_step_up_is_login_required()
    {
        await using var host = await EngineHost.StartAsync(options => options.AcrValues = TwoLevels);
        using var response = await host.GetAsync(Good.With("acr_values", "aal2").With("prompt", "none").Url, host.SignIn());
        Assert.Equal("login_required", response.Parameters()["error"]);
    }

    [Fact] // OIDC Registration §2 default_acr_values
    public async Task The_client_s_default_holds_unless_the_request_says_otherwise()
    {
        await using var host = await EngineHost.StartAsync(options => options.AcrValues = TwoLevels);
        host.Clients.Change("first", client => client with { DefaultAcrValues = ["aal2"] });
        var weak = host.SignIn();

        using var byDefault = await host.GetAsync(Good.Url, weak);
        using var named = await host.GetAsync(Good.With("acr_values", "aal1").Url, weak);

        byDefault.ReturnUrl("/sign-in");
        Assert.True(named.Parameters().ContainsKey("code"));
    }

    [Fact] // OIDC Discovery §3
    public async Task The_metadata_lists_the_levels_that_can_be_reached()
    {
        await using var host = await EngineHost.StartAsync();
        var metadata = await Answer.OfAsync(await host.GetAsync("/.well-known/openid-configuration"));
        Assert.Equal(["aal1"], metadata.Body.GetProperty("acr_values_supported").EnumerateArray().Select(level => level.GetString()));
    }

    private static EndUserSession Strong(EngineHost host)
    {
        var now = host.Time.GetUtcNow();
        var session = new EndUserSession(Guid.CreateVersion7(now), "alice", now, "aal2", ["pwd", "otp", "mfa"]);
        host.Sessions.Add(session);
        return session;
    }
}
