using Jose;
using OidcEngine.Sessions;
using OidcEngine.Tests.Host;

namespace OidcEngine.Tests.Token;

/// <summary>The whole way of RFC 6749 §4.1 and OIDC Core §3.1, from the authorization endpoint to the end of the session.</summary>
public sealed class AuthorizationCodeFlowTests : IAsyncLifetime
{
    private EngineHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await EngineHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact] // OIDC Core §3.1.1
    public async Task A_signed_in_person_s_app_gets_tokens_that_work()
    {
        var session = _host.SignIn();
        var tokens = await SignInToAsync("openid email api.write", session);

        var idToken = await Answer.ReadAsync(_host, tokens.IdToken, JwtTypes.IdToken);
        Assert.Equal(("alice", "n-0S6_WzA2Mj"), (idToken.Subject, idToken.String("nonce")));
        var accessToken = await Answer.ReadAsync(_host, tokens.AccessToken, JwtTypes.AccessToken);
        Assert.Equal([TestResources.Api], accessToken.Audiences);
        Assert.Equal(idToken.Subject, (await UserInfoAsync(tokens.AccessToken)).Text("sub")); // OIDC Core §5.3.2
        Assert.Equal("alice@example.com", (await UserInfoAsync(tokens.AccessToken)).Text("email"));
        Assert.Equal(200, (await _host.RefreshAsync(TestClients.FirstParty, tokens.RefreshToken)).Status);
    }

    [Theory]
    [InlineData("openid", 401, 400)]
    [InlineData("openid offline_access", 200, 200)]
    public async Task With_the_session_the_tokens_end_unless_the_app_has_offline_access(string scope, int userInfo, int refresh)
    {
        var session = _host.SignIn();
        var tokens = await SignInToAsync(scope, session);

        await _host.Sessions.EndAsync(session.SessionId, SessionEndReason.SignedOut, CancellationToken.None);

        Assert.Equal(userInfo, (await UserInfoAsync(tokens.AccessToken)).Status);
        Assert.Equal(refresh, (await _host.RefreshAsync(TestClients.FirstParty, tokens.RefreshToken)).Status);
    }

    [Fact] // RFC 6749 §4.1.2: also the tokens that the first redemption gave
    public async Task A_replayed_code_ends_the_access_token_too()
    {
        var code = await CodeAsync("openid", _host.SignIn());
        var tokens = await _host.RedeemAsync(TestClients.FirstParty, code);
        Assert.Equal(200, (await UserInfoAsync(tokens.AccessToken)).Status);

        await _host.RedeemAsync(TestClients.FirstParty, code);

        Assert.Equal(401, (await UserInfoAsync(tokens.AccessToken)).Status);
    }

    [Fact] // two sign-ins of one person to one app are two grants
    public async Task The_end_of_one_grant_leaves_the_other_alone()
    {
        var first = await SignInToAsync("openid", _host.SignIn());
        var second = await SignInToAsync("openid", _host.SignIn());
        await _host.CallAsync(TestClients.FirstParty, "/connect/revocation", ("token", first.RefreshToken));
        Assert.Equal(401, (await UserInfoAsync(first.AccessToken)).Status);
        Assert.Equal(200, (await UserInfoAsync(second.AccessToken)).Status);
    }

    private async Task<Answer> SignInToAsync(string scope, EndUserSession session)
    {
        var answer = await _host.RedeemAsync(TestClients.FirstParty, await CodeAsync(scope, session));
        Assert.Equal(200, answer.Status);
        return answer;
    }

    private async Task<string> CodeAsync(string scope, EndUserSession session)
    {
        using var response = await _host.GetAsync(AuthorizeRequest.Of(TestClients.FirstParty).With("scope", scope).Url, session);
        return response.Parameters()["code"];
    }

    private async Task<Answer> UserInfoAsync(string accessToken)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/connect/userinfo");
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + accessToken);
        return await Answer.OfAsync(await _host.SendAsync(request));
    }
}
