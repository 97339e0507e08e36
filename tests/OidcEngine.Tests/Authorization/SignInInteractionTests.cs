using OidcEngine.Tests.Host;

namespace OidcEngine.Tests.Authorization;

/// <summary>OIDC Core §3.1.2.3: when the person has to sign in.</summary>
public sealed class SignInInteractionTests
{
    private static readonly AuthorizeRequest Good = AuthorizeRequest.Of(TestClients.FirstParty);

    [Fact]
    public async Task Who_is_not_signed_in_signs_in_and_comes_back_to_the_request()
    {
        await using var host = await EngineHost.StartAsync();

        using var sent = await host.GetAsync(Good.Url);
        var returnUrl = sent.ReturnUrl("/sign-in");
        using var back = await host.GetAsync(returnUrl, host.SignIn());

        Assert.Matches("^/connect/authorize\\?transaction=[A-Za-z0-9_-]{43}$", returnUrl);
        Assert.Equal(AuthorizeRequest.State, back.Parameters()["state"]);
        Assert.True(back.Parameters().ContainsKey("code"));
    }

    [Fact]
    public async Task Who_comes_back_without_having_signed_in_is_sent_to_the_same_transaction_again()
    {
        await using var host = await EngineHost.StartAsync();

        using var sent = await host.GetAsync(Good.Url);
        using var back = await host.GetAsync(sent.ReturnUrl("/sign-in"));

        Assert.Equal(sent.Location(), back.Location());
        Assert.Equal(1, host.Transactions.Added);
    }

    [Theory] // OIDC Core §3.1.2.1 prompt
    [InlineData("login")]
    [InlineData("login select_account")]
    public async Task A_prompt_for_sign_in_is_met_by_a_later_sign_in_alone(string prompt)
    {
        await using var host = await EngineHost.StartAsync();
        var before = host.SignIn();
        host.Time.Advance(TimeSpan.FromSeconds(1));

        using var sent = await host.GetAsync(Good.With("prompt", prompt).Url, before);
        using var again = await host.GetAsync(sent.ReturnUrl("/sign-in"), before);
        using var back = await host.GetAsync(sent.ReturnUrl("/sign-in"), host.SignIn());

        Assert.Equal(sent.Location(), again.Location()); // the old session does not do
        Assert.True(back.Parameters().ContainsKey("code"));
    }

    [Theory] // OIDC Core §3.1.2.1 max_age
    [InlineData(60, 60, false)]
    [InlineData(60, 61, true)]
    [InlineData(0, 1, true)]
    [InlineData(3600, 10, false)]
    public async Task A_sign_in_that_is_older_than_max_age_is_not_enough(int maxAge, int age, bool asked)
    {
        await using var host = await EngineHost.StartAsync();
        var session = host.SignIn();
        host.Time.Advance(TimeSpan.FromSeconds(age));

        using var response = await host.GetAsync(Good.With("max_age", $"{maxAge}").Url, session);

        Assert.Equal(asked, response.Location().StartsWith("/sign-in?", StringComparison.Ordinal));
    }

    [Fact] // max_age=0 would else ask for ever
    public async Task A_sign_in_after_the_request_meets_any_max_age()
    {
        await using var host = await EngineHost.StartAsync();

        using var sent = await host.GetAsync(Good.With("max_age", "0").Url);
        var session = host.SignIn();
        host.Time.Advance(TimeSpan.FromMinutes(5));
        using var back = await host.GetAsync(sent.ReturnUrl("/sign-in"), session);

        Assert.True(back.Parameters().ContainsKey("code"));
    }

    [Fact] // OIDC Dynamic Registration §2 default_max_age
    public async Task The_client_s_default_max_age_holds_unless_the_request_names_one()
    {
        await using var host = await EngineHost.StartAsync();
        host.Clients.Change("first", client => client with { DefaultMaxAge = TimeSpan.FromMinutes(1) });
        var session = host.SignIn();
        host.Time.Advance(TimeSpan.FromMinutes(2));

        using var byDefault = await host.GetAsync(Good.Url, session);
        using var named = await host.GetAsync(Good.With("max_age", "600").Url, session);

        byDefault.ReturnUrl("/sign-in");
        Assert.True(named.Parameters().ContainsKey("code"));
    }

    [Theory]
    [InlineData("2147483648")]
    [InlineData("99999999999999999999999999")]
    [InlineData("000000000000000000000600")]
    public async Task A_max_age_of_any_length_is_a_number(string maxAge)
    {
        await using var host = await EngineHost.StartAsync();
        using var response = await host.GetAsync(Good.With("max_age", maxAge).Url, host.SignIn());
        Assert.True(response.Parameters().ContainsKey("code"));
    }

    [Theory] // OIDC Core §3.1.2.1: prompt=none must show no page, §3.1.2.6 login_required
    [InlineData(false, "")]
    [InlineData(true, "60")]
    public async Task Without_a_page_a_missing_or_old_sign_in_is_login_required(bool signedIn, string maxAge)
    {
        await using var host = await EngineHost.StartAsync();
        var session = signedIn ? host.SignIn() : null;
        host.Time.Advance(TimeSpan.FromMinutes(5));

        using var response = await host.GetAsync(Good.With("prompt", "none").With("max_age", maxAge).Url, session);

        Assert.Equal("login_required", response.Parameters()["error"]);
        Assert.Equal(0, host.Transactions.Added);
    }

    [Fact] // OIDC Core §3.1.2.1
    public async Task Without_a_page_a_signed_in_person_gets_a_code()
    {
        await using var host = await EngineHost.StartAsync();
        using var response = await host.GetAsync(Good.With("prompt", "none").Url, host.SignIn());
        Assert.True(response.Parameters().ContainsKey("code"));
    }

    [Fact] // OIDC Core §3.1.2.1 id_token_hint
    public async Task The_hinted_person_is_let_through_even_by_an_expired_token()
    {
        await using var host = await EngineHost.StartAsync();
        var hint = await IdTokens.CreateAsync(host, "alice", "first");
        host.Time.Advance(TimeSpan.FromHours(2));

        using var response = await host.GetAsync(Good.With("id_token_hint", hint).With("prompt", "none").Url, host.SignIn("alice"));

        Assert.True(response.Parameters().ContainsKey("code"));
    }

    [Fact] // OIDC Core §3.1.2.1: otherwise the server must return an error
    public async Task Another_person_than_the_hinted_one_gets_one_chance_to_change_places()
    {
        await using var host = await EngineHost.StartAsync();
        var hint = await IdTokens.CreateAsync(host, "alice", "first");
        var bob = host.SignIn("bob");
        host.Time.Advance(TimeSpan.FromSeconds(1));

        using var sent = await host.GetAsync(Good.With("id_token_hint", hint).Url, bob);
        using var wrong = await host.GetAsync(sent.ReturnUrl("/sign-in"), host.SignIn("bob"));
        using var again = await host.GetAsync(Good.With("id_token_hint", hint).Url, bob);
        using var right = await host.GetAsync(again.ReturnUrl("/sign-in"), host.SignIn("alice"));

        Assert.Equal("login_required", wrong.Parameters()["error"]);
        Assert.True(right.Parameters().ContainsKey("code"));
    }

    [Fact] // OIDC Core §3.1.2.1
    public async Task Without_a_page_another_person_than_the_hinted_one_is_login_required()
    {
        await using var host = await EngineHost.StartAsync();
        var hint = await IdTokens.CreateAsync(host, "alice", "first");

        using var response = await host.GetAsync(Good.With("id_token_hint", hint).With("prompt", "none").Url, host.SignIn("bob"));

        Assert.Equal("login_required", response.Parameters()["error"]);
    }

    [Fact] // RFC 8725 §3.11: one kind of token does not pass for another
    public async Task A_hint_of_another_key_issuer_or_kind_is_refused()
    {
        await using var host = await EngineHost.StartAsync();
        string[] hints =
        [
            IdTokens.Forge(host, "alice", "first"),
            await IdTokens.CreateAsync(host, "alice", "first", issuer: "https://evil.example"),
            await IdTokens.CreateAsync(host, "alice", "first", type: Jose.JwtTypes.AccessToken),
            await IdTokens.CreateAsync(host, "alice", "first", type: Jose.JwtTypes.LogoutToken),
        ];
        foreach (var hint in hints)
        {
            using var response = await host.GetAsync(Good.With("id_token_hint", hint).Url, host.SignIn());
            Assert.Equal("invalid_request", response.Parameters()["error"]);
        }
    }
}
