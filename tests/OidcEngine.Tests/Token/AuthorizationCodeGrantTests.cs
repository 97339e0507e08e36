using OidcEngine.Grants;
using OidcEngine.Tests.Host;

namespace OidcEngine.Tests.Token;

public sealed class AuthorizationCodeGrantTests : IAsyncLifetime
{
    private EngineHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await EngineHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact] // RFC 6749 §5.1, OIDC Core §3.1.3.3
    public async Task A_code_is_exchanged_for_tokens_that_no_cache_keeps()
    {
        var answer = await _host.RedeemAsync(TestClients.FirstParty, await _host.CodeAsync(TestClients.FirstParty));

        Assert.Equal(200, answer.Status);
        Assert.Equal("Bearer", answer.Text("token_type"));
        Assert.Equal(900, answer.Body.GetProperty("expires_in").GetInt64());
        Assert.Equal("openid profile", answer.Scope);
        Assert.NotNull(answer.RefreshToken);
        Assert.NotNull(answer.IdToken);
        Assert.Equal("no-store", answer.Header("Cache-Control"));
        Assert.Equal("no-cache", answer.Header("Pragma"));
        Assert.Equal("application/json", answer.Response.Content.Headers.ContentType!.ToString());
    }

    [Fact]
    public async Task A_client_without_the_refresh_grant_gets_no_refresh_token()
    {
        var answer = await _host.RedeemAsync(TestClients.Legacy, await _host.CodeAsync(TestClients.Legacy));
        Assert.Equal(200, answer.Status);
        Assert.False(answer.Has("refresh_token"));
    }

    [Fact] // OIDC Core §3.1.2.1: without openid it is plain OAuth
    public async Task Without_openid_there_is_no_id_token()
    {
        var answer = await _host.TokensAsync(TestClients.FirstParty, "api.write", null, TestResources.Api);
        Assert.False(answer.Has("id_token"));
    }

    [Fact] // RFC 6749 §4.1.2: a code used twice ends what the first use gave
    public async Task A_code_that_comes_twice_is_refused_and_ends_its_grant()
    {
        var code = await _host.CodeAsync(TestClients.FirstParty);
        var first = await _host.RedeemAsync(TestClients.FirstParty, code);

        var second = await _host.RedeemAsync(TestClients.FirstParty, code);

        second.IsRefused(400, "invalid_grant");
        Assert.Equal(RevocationReason.CodeReplayed, _host.Grants.Rows.Single().Revoked);
        (await _host.RefreshAsync(TestClients.FirstParty, first.RefreshToken)).IsRefused(400, "invalid_grant");
    }

    [Fact] // RFC 6749 §4.1.2: of many at once one is the first
    public async Task Of_fifty_presentations_at_once_one_is_answered()
    {
        var code = await _host.CodeAsync(TestClients.FirstParty);
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => _host.RedeemAsync(TestClients.FirstParty, code)));

        Assert.Single(answers, answer => answer.Status == 200);
        Assert.Equal(49, answers.Count(answer => answer is { Status: 400, Error: "invalid_grant" }));
        Assert.NotNull(_host.Grants.Rows.Single().Revoked);
    }

    [Fact] // RFC 6749 §4.1.3: the code must have been issued to this client
    public async Task The_code_of_another_client_is_refused_and_stays_good_for_its_own()
    {
        var code = await _host.CodeAsync(TestClients.FirstParty);

        var thief = await _host.TokenAsync(
            TestClients.ThirdParty,
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", TestClients.FirstParty.RedirectUris[0]),
            ("code_verifier", AuthorizeRequest.Verifier));

        thief.IsRefused(400, "invalid_grant");
        Assert.Equal(200, (await _host.RedeemAsync(TestClients.FirstParty, code)).Status);
    }

    [Theory] // RFC 6749 §4.1.3: identical to that of the authorization request
    [InlineData(null)]
    [InlineData("https://first.example/callback/")]
    [InlineData("https://first.example/CALLBACK")]
    [InlineData("https://evil.example/callback")]
    public async Task Another_redirect_uri_is_refused_and_the_code_stays_good(string? redirectUri)
    {
        var code = await _host.CodeAsync(TestClients.FirstParty);
        List<(string, string)> form = [("grant_type", "authorization_code"), ("code", code), ("code_verifier", AuthorizeRequest.Verifier)];
        if (redirectUri is not null) form.Add(("redirect_uri", redirectUri));

        (await _host.TokenAsync(TestClients.FirstParty, [.. form])).IsRefused(400, "invalid_grant");

        Assert.Equal(200, (await _host.RedeemAsync(TestClients.FirstParty, code)).Status);
    }

    [Theory] // RFC 7636 §4.6
    [InlineData(null)]
    [InlineData("too-short")]
    [InlineData("wrong-wrong-wrong-wrong-wrong-wrong-wrong-wrong-wrong")]
    [InlineData("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXK")]
    [InlineData(AuthorizeRequest.Challenge)]
    public async Task A_missing_or_wrong_verifier_is_refused_and_the_code_stays_good(string? verifier)
    {
        var code = await _host.CodeAsync(TestClients.Spa);
        (await _host.RedeemAsync(TestClients.Spa, code, verifier)).IsRefused(400, "invalid_grant");
        Assert.Equal(200, (await _host.RedeemAsync(TestClients.Spa, code)).Status);
    }

    [Fact] // RFC 9700 §4.8.2: the downgrade of PKCE
    public async Task A_verifier_for_a_code_without_challenge_is_refused()
    {
        var code = await _host.CodeAsync(TestClients.Legacy, challenge: null);
        (await _host.RedeemAsync(TestClients.Legacy, code, AuthorizeRequest.Verifier)).IsRefused(400, "invalid_grant");
        Assert.Equal(200, (await _host.RedeemAsync(TestClients.Legacy, code, verifier: null)).Status);
    }

    [Fact] // RFC 6749 §4.1.2: codes are short-lived
    public async Task A_code_that_is_a_minute_old_is_refused()
    {
        var code = await _host.CodeAsync(TestClients.FirstParty);
        _host.Time.Advance(TimeSpan.FromSeconds(60));
        (await _host.RedeemAsync(TestClients.FirstParty, code)).IsRefused(400, "invalid_grant");
    }

    [Fact]
    public async Task A_code_of_a_session_that_has_ended_is_refused()
    {
        var session = _host.SignIn();
        var code = await _host.CodeAsync(TestClients.FirstParty, session: session);
        await _host.Sessions.EndAsync(session.SessionId, OidcEngine.Sessions.SessionEndReason.SignedOut, CancellationToken.None);
        (await _host.RedeemAsync(TestClients.FirstParty, code)).IsRefused(400, "invalid_grant");
    }

    [Theory] // one kind of handle is not found as another
    [InlineData("")]
    [InlineData("not-a-code")]
    [InlineData("../../etc/passwd")]
    public async Task What_is_no_code_is_refused(string code) =>
        (await _host.RedeemAsync(TestClients.FirstParty, code)).IsRefused(400, code.Length == 0 ? "invalid_request" : "invalid_grant");

    [Fact]
    public async Task A_refresh_token_is_no_code_and_a_code_is_no_refresh_token()
    {
        var tokens = await _host.TokensAsync(TestClients.FirstParty);
        (await _host.RedeemAsync(TestClients.FirstParty, tokens.RefreshToken)).IsRefused(400, "invalid_grant");
        (await _host.RefreshAsync(TestClients.FirstParty, await _host.CodeAsync(TestClients.FirstParty))).IsRefused(400, "invalid_grant");
        (await _host.RefreshAsync(TestClients.FirstParty, tokens.AccessToken)).IsRefused(400, "invalid_grant");
        Assert.All(_host.Grants.Rows, row => Assert.Null(row.Revoked));
    }

    [Fact] // RFC 8707 §2.2
    public async Task A_resource_outside_the_grant_is_refused_and_the_code_stays_good()
    {
        var code = await _host.CodeAsync(TestClients.FirstParty, "openid api.read", resources: TestResources.Api);
        (string, string)[] form =
        [
            ("grant_type", "authorization_code"), ("code", code), ("code_verifier", AuthorizeRequest.Verifier),
            ("redirect_uri", TestClients.FirstParty.RedirectUris[0]),
        ];
        (await _host.TokenAsync(TestClients.FirstParty, [.. form, ("resource", TestResources.Files)])).IsRefused(400, "invalid_target");
        Assert.Equal(200, (await _host.TokenAsync(TestClients.FirstParty, [.. form, ("resource", TestResources.Api)])).Status);
    }
}
