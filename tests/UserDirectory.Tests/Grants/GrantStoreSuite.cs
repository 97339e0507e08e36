using Microsoft.EntityFrameworkCore;
using OidcEngine.Grants;
using UserDirectory.Audit;
using UserDirectory.Grants;
using UserDirectory.Tests.Database;

namespace UserDirectory.Tests.Grants;

public abstract class GrantStoreSuite(DirectoryFixture directory)
{
    private readonly IGrantStore _grants = directory.Get<IGrantStore>();

    [Fact]
    public async Task A_live_grant_is_found_as_it_was_given()
    {
        var (grant, _) = await directory.AddAsync();
        var found = await _grants.FindLiveAsync(grant.Id, CancellationToken.None);
        Assert.Equal((grant.ClientId, grant.Subject, grant.Nonce, grant.AuthTime), (found!.ClientId, found.Subject, found.Nonce, found.AuthTime));
        Assert.Equal(grant.Scopes, found.Scopes);
    }

    [Fact]
    public async Task A_grant_is_revoked_once_by_its_own_client_alone()
    {
        var grant = await directory.RedeemedAsync();
        Assert.False(await RevokeAsync(grant.Id, "webapp"));
        Assert.NotNull(await _grants.FindLiveAsync(grant.Id, CancellationToken.None));

        Assert.True(await RevokeAsync(grant.Id, "spa"));
        Assert.False(await RevokeAsync(grant.Id, "spa"));

        Assert.Null(await _grants.FindLiveAsync(grant.Id, CancellationToken.None));
        await using var db = directory.NewContext();
        var id = grant.Id.ToString();
        Assert.Equal("spa", (await db.Set<AuditRow>().SingleAsync(row => row.TargetId == id)).ClientId);
    }

    [Fact]
    public async Task All_of_a_person_ends_offline_access_too_and_nobody_elses()
    {
        var session = await directory.SignedInAsync();
        Grant[] own = [await directory.RedeemedAsync(session), await directory.RedeemedAsync(session, offline: false, "webapp")];
        var other = await directory.RedeemedAsync();

        await using var db = directory.NewContext();
        Assert.Equal(2, await directory.Get<GrantRevocation>().RevokeAllOfUserAsync(
            db, session.UserId, RevocationReason.CredentialsChanged, Actor.System, CancellationToken.None));

        foreach (var grant in own) Assert.Null(await _grants.FindLiveAsync(grant.Id, CancellationToken.None));
        Assert.NotNull(await _grants.FindLiveAsync(other.Id, CancellationToken.None));
    }

    [Fact]
    public async Task A_revocation_belongs_to_the_callers_transaction()
    {
        var grant = await directory.RedeemedAsync();
        await using (var db = directory.NewContext())
        {
            await using var write = await db.BeginWriteAsync(CancellationToken.None);
            Assert.Equal(1, await directory.Get<GrantRevocation>().RevokeAllOfUserAsync(
                db, Guid.Parse(grant.Subject), RevocationReason.UserDisabled, Actor.System, CancellationToken.None));
        } // not committed

        Assert.NotNull(await _grants.FindLiveAsync(grant.Id, CancellationToken.None));
        await using var after = directory.NewContext();
        Assert.False(await after.Set<AuditRow>().AnyAsync(row => row.TargetId == grant.Subject));
    }

    [Fact]
    public async Task A_persons_page_lists_clients_with_scopes_and_withdraws_them()
    {
        var session = await directory.SignedInAsync();
        var first = await directory.RedeemedAsync(session);
        directory.Time.Advance(TimeSpan.FromMinutes(5));
        await directory.RedeemedAsync(session, offline: false);
        await directory.RedeemedAsync(session, clientId: "webapp");
        await directory.Get<IConsentStore>().RememberAsync(first.Subject, "spa", ["openid", "email"], CancellationToken.None);
        var page = directory.Get<UserGrants>();

        var listed = (await page.ListAsync(session.UserId, CancellationToken.None)).Single(entry => entry.ClientId == "spa");
        Assert.Equal("Sample browser app", listed.ClientName);
        Assert.Equal(["openid", "profile.api", "offline_access", "email"], listed.Scopes);
        Assert.Equal((first.CreatedAt, directory.Time.GetUtcNow()), (listed.FirstGivenAt, listed.LastUsedAt!.Value));

        Assert.True(await page.WithdrawAsync(session.UserId, "spa", Actor.System, CancellationToken.None));
        Assert.False(await page.WithdrawAsync(session.UserId, "spa", Actor.System, CancellationToken.None));
        Assert.Equal("webapp", Assert.Single(await page.ListAsync(session.UserId, CancellationToken.None)).ClientId);
        Assert.Empty(await directory.Get<IConsentStore>().FindAsync(first.Subject, "spa", CancellationToken.None));
        Assert.Null(await _grants.FindLiveAsync(first.Id, CancellationToken.None));
    }

    private Task<bool> RevokeAsync(Guid grantId, string clientId) =>
        _grants.RevokeAsync(grantId, clientId, RevocationReason.RevokedByClient, CancellationToken.None);
}

public sealed class GrantStoreOnSqlite(SqliteDirectory directory) : GrantStoreSuite(directory), IClassFixture<SqliteDirectory>;

public sealed class GrantStoreOnPostgres(PostgresDirectory directory) : GrantStoreSuite(directory), IClassFixture<PostgresDirectory>;
