using Microsoft.EntityFrameworkCore;
using OidcEngine.Grants;
using OidcEngine.Sessions;
using UserDirectory.Audit;
using UserDirectory.Clients;
using UserDirectory.Grants;
using UserDirectory.Tests.Database;

namespace UserDirectory.Tests.Grants;

public abstract class AccessTokenStoreSuite(DirectoryFixture directory)
{
    private readonly IAccessTokenStore _tokens = directory.Get<IAccessTokenStore>();

    [Fact]
    public async Task The_token_of_a_live_grant_lives()
    {
        var grant = await directory.RedeemedAsync();
        Assert.True(await LivesAsync(NewToken(grant)));
    }

    [Fact]
    public async Task A_token_of_a_client_that_acts_for_itself_lives() =>
        Assert.True(await LivesAsync(new AccessTokenReference(Jose.Handles.Create(), "machine", null)));

    [Fact]
    public async Task A_revoked_token_is_dead_at_once_and_alone()
    {
        var grant = await directory.RedeemedAsync();
        var (token, other) = (NewToken(grant), NewToken(grant));
        Assert.True(await LivesAsync(token));

        await RevokeAsync(token);
        await RevokeAsync(token);

        Assert.False(await LivesAsync(token));
        Assert.True(await LivesAsync(other));
        await using var db = directory.NewContext();
        Assert.Equal(1, await db.Set<AuditRow>().CountAsync(row => row.TargetId == token.TokenId && row.Action == "access_token.revoked"));
    }

    [Fact]
    public async Task Revoking_one_token_many_times_at_once_is_one_revocation()
    {
        var token = NewToken(await directory.RedeemedAsync());
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => RevokeAsync(token))));
        Assert.False(await LivesAsync(token));
        await using var db = directory.NewContext();
        Assert.Equal(1, await db.Set<AuditRow>().CountAsync(row => row.TargetId == token.TokenId));
    }

    [Fact]
    public async Task A_token_dies_with_its_grant()
    {
        var grant = await directory.RedeemedAsync();
        var token = NewToken(grant);
        Assert.True(await LivesAsync(token));
        await directory.Get<IGrantStore>().RevokeAsync(grant.Id, grant.ClientId, RevocationReason.RevokedByClient, CancellationToken.None);
        Assert.False(await LivesAsync(token));
    }

    [Fact]
    public async Task Another_instances_revocation_counts_after_five_seconds()
    {
        var grant = await directory.RedeemedAsync();
        var token = NewToken(grant);
        Assert.True(await LivesAsync(token));
        await using (var db = directory.NewContext()) // nobody tells this instance
            await db.Set<GrantRow>().Where(row => row.Id == grant.Id)
                .ExecuteUpdateAsync(row => row.SetProperty(entry => entry.RevokedAt, directory.Time.GetUtcNow()));

        directory.Time.Advance(TimeSpan.FromSeconds(4.9));
        Assert.True(await LivesAsync(token));
        directory.Time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.False(await LivesAsync(token));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Only_offline_access_lets_a_token_outlive_its_session(bool offline)
    {
        var session = await directory.SignedInAsync();
        var token = NewToken(await directory.RedeemedAsync(session, offline));
        Assert.True(await LivesAsync(token));
        await directory.Get<ISessionStore>().EndAsync(session.Id, SessionEndReason.SignedOut, CancellationToken.None);
        Assert.Equal(offline, await LivesAsync(token));
    }

    [Fact]
    public async Task Without_offline_access_a_token_dies_with_the_time_of_its_session()
    {
        var token = NewToken(await directory.RedeemedAsync(offline: false));
        directory.Time.Advance(TimeSpan.FromHours(2));
        Assert.False(await LivesAsync(token));
    }

    [Fact]
    public async Task A_token_that_names_another_clients_grant_or_none_that_exists_is_dead()
    {
        var grant = await directory.RedeemedAsync();
        Assert.False(await LivesAsync(NewToken(grant) with { ClientId = "webapp" }));
        Assert.False(await LivesAsync(NewToken(grant) with { GrantId = grant.SessionId }));
        Assert.False(await LivesAsync(NewToken(grant) with { ClientId = "nobody" }));
    }

    [Fact]
    public async Task The_tokens_of_a_disabled_client_are_dead_within_five_seconds()
    {
        var token = new AccessTokenReference(Jose.Handles.Create(), "webapp", null);
        Assert.True(await LivesAsync(token));
        await SetEnabledAsync(false);
        directory.Time.Advance(TimeSpan.FromSeconds(5));
        Assert.False(await LivesAsync(token));
        await SetEnabledAsync(true);
        directory.Time.Advance(TimeSpan.FromSeconds(5));
        Assert.True(await LivesAsync(token));
    }

    private static AccessTokenReference NewToken(Grant grant) => new(Jose.Handles.Create(), grant.ClientId, grant.Id);

    private async Task<bool> LivesAsync(AccessTokenReference token) => await _tokens.IsLiveAsync(token, CancellationToken.None);

    private Task RevokeAsync(AccessTokenReference token) =>
        _tokens.RevokeAsync(token, directory.Time.GetUtcNow().AddMinutes(15), CancellationToken.None);

    private async Task SetEnabledAsync(bool enabled)
    {
        await using var db = directory.NewContext();
        var client = await db.Set<ClientRow>().SingleAsync(row => row.ClientId == "webapp");
        client.Enabled = enabled;
        client.Version++;
        client.UpdatedAt = directory.Time.GetUtcNow();
        await db.SaveChangesAsync();
    }
}

public sealed class AccessTokenStoreOnSqlite(SqliteDirectory directory)
    : AccessTokenStoreSuite(directory), IClassFixture<SqliteDirectory>;

public sealed class AccessTokenStoreOnPostgres(PostgresDirectory directory)
    : AccessTokenStoreSuite(directory), IClassFixture<PostgresDirectory>;
