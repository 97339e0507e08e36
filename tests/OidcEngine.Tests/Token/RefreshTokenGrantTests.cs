using OidcEngine.Grants;
using OidcEngine.Tests.Host;

namespace OidcEngine.Tests.Token;

public sealed class RefreshTokenGrantTests : IAsyncLifetime
{
    private static readonly TimeSpan PastGrace = TimeSpan.FromSeconds(11);

    private EngineHost _host = null!;

    private GrantState Row => new(_host.Grants.Rows[^1].Revoked, _host.Grants.Rows[^1].Generation);

    public async ValueTask InitializeAsync() => _host = await EngineHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact] // RFC 6749 §6, RFC 9700 §4.14.2
    public async Task Each_use_answers_with_the_successor()
    {
        var tokens = await _host.TokensAsync(TestClients.Spa);

        var second = await _host.RefreshAsync(TestClients.Spa, tokens.RefreshToken);
        _host.Time.Advance(PastGrace);
        var third = await _host.RefreshAsync(TestClients.Spa, second.RefreshToken);

        Assert.Equal(200, third.Status);
        Assert.Equal(3, new[] { tokens.RefreshToken, second.RefreshToken, third.RefreshToken }.Distinct().Count());
        Assert.NotEqual(tokens.AccessToken, second.AccessToken);
        Assert.Equal(new GrantState(null, 3), Row);
    }

    [Fact]
    public async Task Within_the_grace_the_previous_token_gets_the_same_successor()
    {
        var tokens = await _host.TokensAsync(TestClients.Spa);
        var first = await _host.RefreshAsync(TestClients.Spa, tokens.RefreshToken);
        _host.Time.Advance(TimeSpan.FromSeconds(9));

        var again = await _host.RefreshAsync(TestClients.Spa, tokens.RefreshToken);

        Assert.Equal((200, first.RefreshToken), (again.Status, again.RefreshToken));
        Assert.Equal(new GrantState(null, 2), Row);
    }

    [Fact]
    public async Task Fifty_at_once_within_the_grace_get_one_successor()
    {
        var tokens = await _host.TokensAsync(TestClients.Spa);
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => _host.RefreshAsync(TestClients.Spa, tokens.RefreshToken)));
        Assert.All(answers, answer => Assert.Equal(200, answer.Status));
        Assert.Single(answers.Select(answer => answer.RefreshToken).Distinct());
    }

    [Fact] // RFC 9700 §4.14.2: reuse of a rotated token ends the family
    public async Task After_the_grace_a_used_token_ends_the_family()
    {
        var tokens = await _host.TokensAsync(TestClients.Spa);
        var second = await _host.RefreshAsync(TestClients.Spa, tokens.RefreshToken);
        _host.Time.Advance(PastGrace);

        (await _host.RefreshAsync(TestClients.Spa, tokens.RefreshToken)).IsRefused(400, "invalid_grant");

        Assert.Equal(RevocationReason.RefreshTokenReused, Row.Revoked);
        (await _host.RefreshAsync(TestClients.Spa, second.RefreshToken)).IsRefused(400, "invalid_grant");
    }

    [Fact]
    public async Task A_token_two_generations_old_ends_the_family_even_within_the_grace()
    {
        var tokens = await _host.TokensAsync(TestClients.Spa);
        var second = await _host.RefreshAsync(TestClients.Spa, tokens.RefreshToken);
        await _host.RefreshAsync(TestClients.Spa, second.RefreshToken);

        (await _host.RefreshAsync(TestClients.Spa, tokens.RefreshToken)).IsRefused(400, "invalid_grant");

        Assert.Equal(RevocationReason.RefreshTokenReused, Row.Revoked);
    }

    [Fact]
    public async Task With_no_grace_the_second_use_ends_the_family()
    {
        await using var host = await EngineHost.StartAsync(options => options.Lifetimes.RefreshGrace = TimeSpan.Zero);
        var tokens = await host.TokensAsync(TestClients.Spa);
        Assert.Equal(200, (await host.RefreshAsync(TestClients.Spa, tokens.RefreshToken)).Status);
        (await host.RefreshAsync(TestClients.Spa, tokens.RefreshToken)).IsRefused(400, "invalid_grant");
        Assert.Equal(RevocationReason.RefreshTokenReused, host.Grants.Rows.Single().Revoked);
    }

    [Fact] // a database that was put back
    public async Task A_token_newer_than_its_row_ends_the_family()
    {
        var tokens = await _host.TokensAsync(TestClients.Spa);
        var second = await _host.RefreshAsync(TestClients.Spa, tokens.RefreshToken);
        _host.Grants.Rows[^1].Generation = 1;

        (await _host.RefreshAsync(TestClients.Spa, second.RefreshToken)).IsRefused(400, "invalid_grant");

        Assert.Equal(RevocationReason.RefreshTokenReused, Row.Revoked);
    }

    [Fact] // RFC 6749 §10.4: bound to the client
    public async Task Another_client_is_refused_and_nothing_changes()
    {
        var tokens = await _host.TokensAsync(TestClients.Spa);
        (await _host.RefreshAsync(TestClients.ThirdParty, tokens.RefreshToken)).IsRefused(400, "invalid_grant");
        Assert.Equal(new GrantState(null, 1), Row);
        Assert.Equal(200, (await _host.RefreshAsync(TestClients.Spa, tokens.RefreshToken)).Status);
    }

    [Fact] // also when the token was used before: a stranger must not be able to end a family
    public async Task Another_client_with_a_used_token_changes_nothing()
    {
        var tokens = await _host.TokensAsync(TestClients.Spa);
        await _host.RefreshAsync(TestClients.Spa, tokens.RefreshToken);
        _host.Time.Advance(PastGrace);
        (await _host.RefreshAsync(TestClients.ThirdParty, tokens.RefreshToken)).IsRefused(400, "invalid_grant");
        Assert.Equal(new GrantState(null, 2), Row);
    }

    [Fact] // RFC 6749 §6: a subset, for the access token alone
    public async Task A_narrower_scope_is_for_the_access_token_alone()
    {
        var tokens = await _host.TokensAsync(TestClients.Spa, "openid profile email");
        var narrow = await _host.RefreshAsync(TestClients.Spa, tokens.RefreshToken, ("scope", "openid email"));
        Assert.Equal("openid email", narrow.Scope);

        _host.Time.Advance(PastGrace);
        var wide = await _host.RefreshAsync(TestClients.Spa, narrow.RefreshToken);
        Assert.Equal("openid profile email", wide.Scope);
    }

    [Theory] // RFC 6749 §6: MUST NOT include any scope not originally granted
    [InlineData("openid profile email")]
    [InlineData("api.write")]
    [InlineData("openid \u0001")]
    public async Task A_wider_scope_is_refused_and_the_token_stays_good(string scope)
    {
        var tokens = await _host.TokensAsync(TestClients.Spa, "openid profile");
        (await _host.RefreshAsync(TestClients.Spa, tokens.RefreshToken, ("scope", scope))).IsRefused(400, "invalid_scope");
        Assert.Equal(new GrantState(null, 1), Row);
    }

    [Fact] // RFC 8707 §2.2
    public async Task One_of_several_resources_can_be_named_and_no_other()
    {
        var tokens = await _host.TokensAsync(
            TestClients.Spa, "openid api.write files.read", null, TestResources.Api, TestResources.Files);

        var files = await _host.RefreshAsync(TestClients.Spa, tokens.RefreshToken, ("resource", TestResources.Files));
        Assert.Equal("openid files.read", files.Scope);
        (await _host.RefreshAsync(TestClients.Spa, files.RefreshToken, ("resource", "https://other.example")))
            .IsRefused(400, "invalid_target");
        (await _host.RefreshAsync(TestClients.Spa, files.RefreshToken, ("resource", TestResources.Api), ("resource", TestResources.Files)))
            .IsRefused(400, "invalid_target");
        Assert.Equal(new GrantState(null, 2), Row);
    }

    [Fact]
    public async Task The_sliding_end_moves_with_each_use_and_the_absolute_end_does_not()
    {
        var tokens = await _host.TokensAsync(TestClients.Spa);
        for (var week = 0; week < 4; week++)
        {
            _host.Time.Advance(TimeSpan.FromDays(6.5));
            tokens = await _host.RefreshAsync(TestClients.Spa, tokens.RefreshToken);
            Assert.Equal(200, tokens.Status);
        }
        _host.Time.Advance(TimeSpan.FromDays(4)); // 30 days in all
        (await _host.RefreshAsync(TestClients.Spa, tokens.RefreshToken)).IsRefused(400, "invalid_grant");
    }

    [Fact]
    public async Task A_token_unused_for_its_sliding_life_is_refused()
    {
        var tokens = await _host.TokensAsync(TestClients.Spa);
        _host.Time.Advance(TimeSpan.FromDays(7));
        (await _host.RefreshAsync(TestClients.Spa, tokens.RefreshToken)).IsRefused(400, "invalid_grant");
    }

    [Fact]
    public async Task A_client_that_does_not_rotate_keeps_its_token()
    {
        _host.Clients.Change("first", client => client with { RefreshTokenRotation = false });
        var tokens = await _host.TokensAsync(TestClients.FirstParty);
        for (var i = 0; i < 3; i++)
        {
            _host.Time.Advance(TimeSpan.FromDays(5));
            var answer = await _host.RefreshAsync(TestClients.FirstParty, tokens.RefreshToken);
            Assert.Equal((200, tokens.RefreshToken), (answer.Status, answer.RefreshToken));
        }
    }

    [Fact]
    public async Task A_scope_that_the_client_lost_is_no_longer_issued()
    {
        var tokens = await _host.TokensAsync(TestClients.Spa, "openid profile email");
        _host.Clients.Change("spa", client => client with { Scopes = ["openid", "profile"] });
        Assert.Equal("openid profile", (await _host.RefreshAsync(TestClients.Spa, tokens.RefreshToken)).Scope);
    }

    private sealed record GrantState(RevocationReason? Revoked, int Generation);
}
