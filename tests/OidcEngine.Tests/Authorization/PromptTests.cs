using Microsoft.Extensions.DependencyInjection;
using OidcEngine.Authorization;
using OidcEngine.Sessions;
using OidcEngine.Tests.Host;

namespace OidcEngine.Tests.Authorization;

/// <summary><c>prompt=select_account</c> (OIDC Core §3.1.2.1) and <c>prompt=create</c> (Initiating User Registration via OpenID
/// Connect §4).</summary>
public sealed class PromptTests
{
    private static readonly AuthorizeRequest Good = AuthorizeRequest.Of(TestClients.FirstParty);

    [Fact]
    public async Task Who_is_signed_in_says_whether_to_go_on_as_that_account()
    {
        await using var host = await EngineHost.StartAsync();
        var session = SignInBefore(host);

        using var sent = await host.GetAsync(Good.With("prompt", "select_account").Url, session);
        var returnUrl = sent.ReturnUrl("/select-account");
        using var unanswered = await host.GetAsync(returnUrl, session);
        Assert.True(await ContinueAsync(host, returnUrl, session));
        using var back = await host.GetAsync(returnUrl, session);

        Assert.Equal(sent.Location(), unanswered.Location());
        Assert.True(back.Parameters().ContainsKey("code"));
    }

    [Fact]
    public async Task Another_account_signs_in_instead()
    {
        await using var host = await EngineHost.StartAsync();
        using var sent = await host.GetAsync(Good.With("prompt", "select_account").Url, SignInBefore(host));
        using var back = await host.GetAsync(sent.ReturnUrl("/select-account"), host.SignIn("bob"));

        Assert.True(back.Parameters().ContainsKey("code"));
        Assert.Equal("bob", Assert.Single(host.Grants.Rows).Grant.Subject);
    }

    [Fact] // the answer counts for the session that gave it
    public async Task An_answer_for_one_session_says_nothing_of_another()
    {
        await using var host = await EngineHost.StartAsync();
        var (alice, bob) = (host.SignIn(), SignInBefore(host, "bob"));
        using var sent = await host.GetAsync(Good.With("prompt", "select_account").Url, alice);
        Assert.True(await ContinueAsync(host, sent.ReturnUrl("/select-account"), alice));

        using var other = await host.GetAsync(sent.ReturnUrl("/select-account"), bob);

        other.ReturnUrl("/select-account");
        Assert.Empty(host.Grants.Rows);
    }

    [Fact]
    public async Task Nobody_signed_in_has_nothing_to_choose_and_signs_in()
    {
        await using var host = await EngineHost.StartAsync();
        using var sent = await host.GetAsync(Good.With("prompt", "select_account").Url);
        using var back = await host.GetAsync(sent.ReturnUrl("/sign-in"), host.SignIn());
        Assert.True(back.Parameters().ContainsKey("code"));
    }

    [Fact] // a choice is no sign-in
    public async Task A_choice_does_not_meet_max_age()
    {
        await using var host = await EngineHost.StartAsync();
        var session = host.SignIn();
        host.Time.Advance(TimeSpan.FromMinutes(5));
        using var sent = await host.GetAsync(Good.With("prompt", "select_account").With("max_age", "60").Url, session);
        var returnUrl = sent.ReturnUrl("/sign-in");

        await ContinueAsync(host, returnUrl, session);
        using var back = await host.GetAsync(returnUrl, session);

        Assert.Equal(sent.Location(), back.Location());
    }

    [Theory]
    [InlineData("/connect/authorize?transaction=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("https://evil.example/")]
    [InlineData(null)]
    public async Task Behind_another_address_there_is_nothing_to_choose_for(string? returnUrl)
    {
        await using var host = await EngineHost.StartAsync();
        Assert.False(await ContinueAsync(host, returnUrl, host.SignIn()));
    }

    [Theory] // §4: the account is made first, whoever is signed in
    [InlineData(false)]
    [InlineData(true)]
    public async Task Create_leads_to_the_registration_page(bool isSignedIn)
    {
        await using var host = await EngineHost.StartAsync(options => options.RegistrationPath = "/register");
        using var sent = await host.GetAsync(Good.With("prompt", "create").Url, isSignedIn ? SignInBefore(host) : null);
        using var back = await host.GetAsync(sent.ReturnUrl("/register"), host.SignIn("bob"));

        Assert.True(back.Parameters().ContainsKey("code"));
        Assert.Equal("bob", Assert.Single(host.Grants.Rows).Grant.Subject);
    }

    [Fact]
    public async Task Create_cannot_be_silent()
    {
        await using var host = await EngineHost.StartAsync(options => options.RegistrationPath = "/register");
        using var response = await host.GetAsync(Good.With("prompt", "none create").Url, host.SignIn());
        Assert.Equal("invalid_request", response.Parameters()["error"]);
    }

    [Theory] // §4.2: offered where it works alone
    [InlineData("/register", true)]
    [InlineData(null, false)]
    public async Task Create_is_advertised_where_people_can_register(string? page, bool isOffered)
    {
        await using var host = await EngineHost.StartAsync(options => options.RegistrationPath = page);
        var metadata = await Answer.OfAsync(await host.GetAsync("/.well-known/openid-configuration"));
        using var response = await host.GetAsync(Good.With("prompt", "create").Url, host.SignIn());

        var offered = metadata.Body.GetProperty("prompt_values_supported").EnumerateArray().Select(value => value.GetString());
        Assert.Equal(isOffered, offered.Contains("create"));
        Assert.Equal(isOffered, response.Location().StartsWith("/register?", StringComparison.Ordinal));
    }

    private static EndUserSession SignInBefore(EngineHost host, string subject = "alice")
    {
        var session = host.SignIn(subject);
        host.Time.Advance(TimeSpan.FromSeconds(1));
        return session;
    }

    private static async Task<bool> ContinueAsync(EngineHost host, string? returnUrl, EndUserSession session)
    {
        await using var scope = host.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<AuthorizationInteractions>().ContinueAsAsync(returnUrl, session, default);
    }
}
