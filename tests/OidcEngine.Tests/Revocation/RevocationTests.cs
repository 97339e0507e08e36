using OidcEngine.Clients;
using OidcEngine.Grants;
using OidcEngine.Tests.Host;

namespace OidcEngine.Tests.Revocation;

public sealed class RevocationTests : IAsyncLifetime
{
    private EngineHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await EngineHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact] // RFC 7009 §2.1: with the refresh token all that hangs from its grant
    public async Task A_refresh_token_ends_its_grant()
    {
        var tokens = await _host.TokensAsync(TestClients.FirstParty);

        Assert.Equal(200, (await RevokeAsync(TestClients.FirstParty, tokens.RefreshToken)).Status);

        Assert.Equal(RevocationReason.RevokedByClient, _host.Grants.Rows.Single().Revoked);
        (await _host.RefreshAsync(TestClients.FirstParty, tokens.RefreshToken)).IsRefused(400, "invalid_grant");
        Assert.Equal(401, await UserInfoStatusAsync(tokens.AccessToken));
    }

    [Fact]
    public async Task A_refresh_token_of_an_earlier_generation_ends_the_grant_too()
    {
        var tokens = await _host.TokensAsync(TestClients.Spa);
        await _host.RefreshAsync(TestClients.Spa, tokens.RefreshToken);
        Assert.Equal(200, (await RevokeAsync(TestClients.Spa, tokens.RefreshToken)).Status);
        Assert.Equal(RevocationReason.RevokedByClient, _host.Grants.Rows.Single().Revoked);
    }

    [Fact] // a revoked family does not come back within its grace
    public async Task After_revocation_there_is_no_grace()
    {
        var tokens = await _host.TokensAsync(TestClients.Spa);
        await _host.RefreshAsync(TestClients.Spa, tokens.RefreshToken);
        await RevokeAsync(TestClients.Spa, tokens.RefreshToken);
        (await _host.RefreshAsync(TestClients.Spa, tokens.RefreshToken)).IsRefused(400, "invalid_grant");
    }

    [Fact] // RFC 7009 §2.1
    public async Task An_access_token_ends_alone()
    {
        var tokens = await _host.TokensAsync(TestClients.FirstParty);

        Assert.Equal(200, (await RevokeAsync(TestClients.FirstParty, tokens.AccessToken)).Status);

        Assert.Equal(401, await UserInfoStatusAsync(tokens.AccessToken));
        var next = await _host.RefreshAsync(TestClients.FirstParty, tokens.RefreshToken);
        Assert.Equal(200, await UserInfoStatusAsync(next.AccessToken));
    }

    [Fact] // RFC 7009 §2.1: the token must be the client's own
    public async Task A_token_of_another_client_stays_as_it_is()
    {
        var tokens = await _host.TokensAsync(TestClients.FirstParty);
        Assert.Equal(200, (await RevokeAsync(TestClients.ThirdParty, tokens.AccessToken)).Status);
        Assert.Equal(200, (await RevokeAsync(TestClients.ThirdParty, tokens.RefreshToken)).Status);
        Assert.Equal(200, (await RevokeAsync(TestClients.Spa, tokens.RefreshToken)).Status);

        Assert.Null(_host.Grants.Rows.Single().Revoked);
        Assert.Equal(200, await UserInfoStatusAsync(tokens.AccessToken));
    }

    [Theory] // RFC 7009 §2.2: unknown tokens are no error
    [InlineData("nonsense")]
    [InlineData("a.b.c")]
    [InlineData("éééé")]
    public async Task What_is_no_token_is_answered_like_one(string token) =>
        Assert.Equal(200, (await RevokeAsync(TestClients.FirstParty, token)).Status);

    [Fact] // RFC 7009 §2.1: a hint never narrows the search
    public async Task A_wrong_hint_does_no_harm()
    {
        var tokens = await _host.TokensAsync(TestClients.FirstParty);
        await _host.CallAsync(
            TestClients.FirstParty, "/connect/revocation", ("token", tokens.RefreshToken), ("token_type_hint", "access_token"));
        Assert.NotNull(_host.Grants.Rows.Single().Revoked);
    }

    [Fact] // RFC 7009 §2.1: the client authenticates
    public async Task Without_the_secret_nothing_is_revoked()
    {
        var tokens = await _host.TokensAsync(TestClients.FirstParty);
        var answer = await Answer.OfAsync(
            await _host.PostAsync("/connect/revocation", [new("client_id", "first"), new("token", tokens.RefreshToken)]));
        answer.IsRefused(401, "invalid_client");
        Assert.Null(_host.Grants.Rows.Single().Revoked);
    }

    [Fact]
    public async Task Without_a_token_the_request_is_invalid() =>
        (await _host.CallAsync(TestClients.FirstParty, "/connect/revocation")).IsRefused(400, "invalid_request");

    private Task<Answer> RevokeAsync(Client client, string token) => _host.CallAsync(client, "/connect/revocation", ("token", token));

    private async Task<int> UserInfoStatusAsync(string accessToken)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/connect/userinfo");
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + accessToken);
        return (int)(await _host.SendAsync(request)).StatusCode;
    }
}
