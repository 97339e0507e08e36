using Microsoft.EntityFrameworkCore;
using OidcEngine.Grants;
using OidcEngine.SenderConstraints;
using OidcEngine.Sessions;
using UserDirectory.Audit;
using UserDirectory.Outbox;
using UserDirectory.Sessions;
using UserDirectory.Tests.Database;

namespace UserDirectory.Tests.Grants;

public abstract class RefreshFamilyStoreSuite(DirectoryFixture directory)
{
    private static readonly SenderKey First = new(SenderKeyMethod.DPoP, "key-1");
    private static readonly SenderKey Second = new(SenderKeyMethod.DPoP, "key-2");

    private readonly IRefreshFamilyStore _families = directory.Get<IRefreshFamilyStore>();

    [Fact]
    public async Task A_rotation_moves_the_generation_on_and_slides_the_end()
    {
        var grant = await directory.RedeemedAsync();
        directory.Time.Advance(TimeSpan.FromHours(1));

        var redeemed = Assert.IsType<RefreshRedemption.Redeemed>(await RedeemAsync(grant, 1));

        Assert.Equal(2, redeemed.Generation);
        Assert.Equal((grant.Id, grant.Subject, grant.SessionId), (redeemed.Grant.Id, redeemed.Grant.Subject, redeemed.Grant.SessionId));
        Assert.Equal(grant.Scopes, redeemed.Grant.Scopes);
        var row = await directory.RowAsync(grant.Id);
        Assert.Equal(directory.Time.GetUtcNow() + TimeSpan.FromDays(7), row.RefreshSlidingExpiry);
        Assert.Equal(directory.Time.GetUtcNow(), row.LastUsedAt);
    }

    [Fact]
    public async Task The_end_slides_no_further_than_the_absolute_one()
    {
        var grant = await directory.RedeemedAsync();
        var attempt = directory.Attempt(grant, 1) with { SlidingExpiry = directory.Time.GetUtcNow() + TimeSpan.FromDays(90) };
        await _families.RedeemAsync(attempt, CancellationToken.None);
        var row = await directory.RowAsync(grant.Id);
        Assert.Equal(row.RefreshAbsoluteExpiry, row.RefreshSlidingExpiry);
    }

    [Fact]
    public async Task Without_rotation_the_generation_stays_and_the_end_slides()
    {
        var grant = await directory.RedeemedAsync();
        directory.Time.Advance(TimeSpan.FromDays(1));
        for (var i = 0; i < 3; i++)
        {
            var outcome = await _families.RedeemAsync(directory.Attempt(grant, 1) with { Rotate = false }, CancellationToken.None);
            Assert.Equal(1, Assert.IsType<RefreshRedemption.Redeemed>(outcome).Generation);
        }

        Assert.Equal(directory.Time.GetUtcNow() + TimeSpan.FromDays(7), (await directory.RowAsync(grant.Id)).RefreshSlidingExpiry);
    }

    [Fact]
    public async Task Within_the_grace_the_previous_generation_gets_the_same_successor_and_slides_nothing()
    {
        var grant = await directory.RedeemedAsync();
        await RedeemAsync(grant, 1);
        var before = await directory.RowAsync(grant.Id);
        directory.Time.Advance(TimeSpan.FromSeconds(9));

        Assert.Equal(2, Assert.IsType<RefreshRedemption.Repeated>(await RedeemAsync(grant, 1)).Generation);

        var after = await directory.RowAsync(grant.Id);
        Assert.Equal((before.RefreshSlidingExpiry, before.RefreshGeneration), (after.RefreshSlidingExpiry, after.RefreshGeneration));
    }

    [Fact] // RFC 9700 §4.14.2
    public async Task After_the_grace_the_previous_generation_ends_the_family_and_is_recorded_once()
    {
        var grant = await directory.RedeemedAsync();
        await RedeemAsync(grant, 1);
        directory.Time.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(new RefreshRedemption.Reused(grant.Id), await RedeemAsync(grant, 1));

        Assert.IsType<RefreshRedemption.Ended>(await RedeemAsync(grant, 2)); // the rightful holder too
        Assert.IsType<RefreshRedemption.Ended>(await RedeemAsync(grant, 1));
        Assert.Equal("RefreshTokenReused", (await directory.RowAsync(grant.Id)).RevocationReason);
        Assert.Equal(1, await RecordsAsync(grant.Id));
        await using var db = directory.NewContext();
        var userId = Guid.Parse(grant.Subject);
        var letter = await db.Set<OutboxMessage>().SingleAsync(message => message.UserId == userId); // the person is told
        Assert.Contains("TokenReuse", letter.Payload, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_generation_before_the_previous_one_has_no_grace()
    {
        var grant = await directory.RedeemedAsync();
        await RedeemAsync(grant, 1);
        await RedeemAsync(grant, 2);
        Assert.IsType<RefreshRedemption.Reused>(await RedeemAsync(grant, 1));
    }

    [Fact]
    public async Task Without_grace_the_previous_generation_ends_the_family_at_once()
    {
        var grant = await directory.RedeemedAsync();
        await RedeemAsync(grant, 1);
        var attempt = directory.Attempt(grant, 1) with { Grace = TimeSpan.Zero };
        Assert.IsType<RefreshRedemption.Reused>(await _families.RedeemAsync(attempt, CancellationToken.None));
    }

    [Fact]
    public async Task Without_grace_an_instance_whose_clock_is_behind_ends_the_family_too()
    {
        var grant = await directory.RedeemedAsync();
        await RedeemAsync(grant, 1);
        directory.Time.Advance(-TimeSpan.FromMilliseconds(5));
        var attempt = directory.Attempt(grant, 1) with { Grace = TimeSpan.Zero };
        Assert.IsType<RefreshRedemption.Reused>(await _families.RedeemAsync(attempt, CancellationToken.None));
    }

    [Fact] // a restored backup knows less than the tokens outside
    public async Task A_generation_that_was_never_issued_ends_the_family()
    {
        var grant = await directory.RedeemedAsync();
        Assert.IsType<RefreshRedemption.Reused>(await RedeemAsync(grant, 5));
        Assert.NotNull((await directory.RowAsync(grant.Id)).RevokedAt);
    }

    [Theory]
    [InlineData("client_id")]
    [InlineData("scope")]
    [InlineData("resource")]
    public async Task What_does_not_fit_changes_nothing(string parameter)
    {
        var grant = await directory.RedeemedAsync();
        var wrong = Wrong(directory.Attempt(grant, 1), parameter);

        Assert.Equal(new RefreshRedemption.Mismatched(parameter), await _families.RedeemAsync(wrong, CancellationToken.None));

        Assert.Equal(2, Assert.IsType<RefreshRedemption.Redeemed>(await RedeemAsync(grant, 1)).Generation);
    }

    [Fact] // RFC 9449 §5, RFC 8705 §4
    public async Task A_family_that_is_bound_to_a_key_wants_that_key_at_every_step()
    {
        var (grant, hash) = await directory.AddAsync();
        await directory.Get<IAuthorizationCodeStore>()
            .RedeemAsync(hash, directory.Proof() with { RefreshKey = First }, CancellationToken.None);

        foreach (var wrong in new[] { null, Second, First with { Method = SenderKeyMethod.Certificate } })
            Assert.Equal(new RefreshRedemption.Mismatched("sender_key"), await RedeemAsync(grant, 1, wrong));
        Assert.Equal(2, Assert.IsType<RefreshRedemption.Redeemed>(await RedeemAsync(grant, 1, First)).Generation);
        Assert.Equal(new RefreshRedemption.Mismatched("sender_key"), await RedeemAsync(grant, 1, Second)); // the grace is for its holder
        Assert.IsType<RefreshRedemption.Repeated>(await RedeemAsync(grant, 1, First));
    }

    [Fact] // whoever finds an old token without its key must not be able to end the family
    public async Task An_old_generation_with_another_key_revokes_nothing()
    {
        var (grant, hash) = await directory.AddAsync();
        await directory.Get<IAuthorizationCodeStore>()
            .RedeemAsync(hash, directory.Proof() with { RefreshKey = First }, CancellationToken.None);
        await RedeemAsync(grant, 1, First);
        directory.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(new RefreshRedemption.Mismatched("sender_key"), await RedeemAsync(grant, 1, Second));
        Assert.Null((await directory.RowAsync(grant.Id)).RevokedAt);
        Assert.IsType<RefreshRedemption.Reused>(await RedeemAsync(grant, 1, First));
    }

    [Fact] // else a thief of an unbound token could bind it, and shut its holder out
    public async Task A_family_that_is_bound_to_no_key_takes_none()
    {
        var grant = await directory.RedeemedAsync();
        Assert.Equal(new RefreshRedemption.Mismatched("sender_key"), await RedeemAsync(grant, 1, First));
        Assert.IsType<RefreshRedemption.Redeemed>(await RedeemAsync(grant, 1));
    }

    [Theory]
    [InlineData("scope")]
    [InlineData("resource")]
    public async Task The_grace_widens_nothing(string parameter)
    {
        var grant = await directory.RedeemedAsync();
        await RedeemAsync(grant, 1);
        var wrong = Wrong(directory.Attempt(grant, 1), parameter);
        Assert.Equal(new RefreshRedemption.Mismatched(parameter), await _families.RedeemAsync(wrong, CancellationToken.None));
    }

    [Fact] // a stranger's client with an old token must not be able to end the family
    public async Task An_old_generation_from_another_client_revokes_nothing()
    {
        var grant = await directory.RedeemedAsync();
        await RedeemAsync(grant, 1);
        directory.Time.Advance(TimeSpan.FromMinutes(1));
        var wrong = Wrong(directory.Attempt(grant, 1), "client_id");
        Assert.IsType<RefreshRedemption.Mismatched>(await _families.RedeemAsync(wrong, CancellationToken.None));
        Assert.Null((await directory.RowAsync(grant.Id)).RevokedAt);
    }

    [Fact]
    public async Task Fewer_scopes_and_a_granted_resource_fit()
    {
        var grant = await directory.RedeemedAsync();
        var attempt = directory.Attempt(grant, 1) with { Scopes = ["profile.api"], Resource = GivenGrants.Resource };
        var redeemed = Assert.IsType<RefreshRedemption.Redeemed>(await _families.RedeemAsync(attempt, CancellationToken.None));
        Assert.Equal(grant.Scopes, redeemed.Grant.Scopes);
    }

    [Theory]
    [InlineData(7)] // unused
    [InlineData(30)] // used every day
    public async Task Past_an_end_the_family_has_ended(int days)
    {
        var grant = await directory.RedeemedAsync();
        var generation = 1;
        for (var day = 1; day < days && days == 30; day++)
        {
            directory.Time.Advance(TimeSpan.FromDays(1));
            Assert.IsType<RefreshRedemption.Redeemed>(await RedeemAsync(grant, generation++));
        }

        directory.Time.Advance(TimeSpan.FromDays(days == 30 ? 1 : days));
        Assert.IsType<RefreshRedemption.Ended>(await RedeemAsync(grant, generation));
        Assert.Null(await _families.FindLiveAsync(grant.Id, CancellationToken.None));
    }

    [Fact]
    public async Task A_family_never_works_after_revocation_not_even_within_the_grace()
    {
        var grant = await directory.RedeemedAsync();
        await RedeemAsync(grant, 1);
        await directory.Get<IGrantStore>().RevokeAsync(grant.Id, grant.ClientId, RevocationReason.RevokedByClient, CancellationToken.None);
        Assert.IsType<RefreshRedemption.Ended>(await RedeemAsync(grant, 1));
        Assert.IsType<RefreshRedemption.Ended>(await RedeemAsync(grant, 2));
    }

    [Fact]
    public async Task There_is_no_family_without_a_refresh_token()
    {
        var (grant, hash) = await directory.AddAsync();
        Assert.IsType<RefreshRedemption.Unknown>(await RedeemAsync(grant, 1)); // the code is not used yet
        await directory.Get<IAuthorizationCodeStore>().RedeemAsync(hash, directory.Proof() with { Refresh = null }, CancellationToken.None);
        Assert.IsType<RefreshRedemption.Unknown>(await RedeemAsync(grant, 1));
        Assert.IsType<RefreshRedemption.Unknown>(await RedeemAsync(grant with { Id = grant.SessionId }, 1));
        Assert.Null(await _families.FindLiveAsync(grant.Id, CancellationToken.None));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Only_offline_access_outlives_the_session(bool offline)
    {
        var session = await directory.SignedInAsync();
        var grant = await directory.RedeemedAsync(session, offline);
        await directory.Get<ISessionStore>().EndAsync(session.Id, SessionEndReason.SignedOut, CancellationToken.None);
        Assert.Equal(offline, await RedeemAsync(grant, 1) is RefreshRedemption.Redeemed);
    }

    [Fact]
    public async Task Without_offline_access_the_family_ends_with_the_idle_time_of_its_session_and_its_use_keeps_it_from_being_idle()
    {
        var session = await directory.SignedInAsync();
        var grant = await directory.RedeemedAsync(session, offline: false);
        directory.Time.Advance(TimeSpan.FromMinutes(100));
        Assert.IsType<RefreshRedemption.Redeemed>(await RedeemAsync(grant, 1));
        directory.Time.Advance(TimeSpan.FromMinutes(100));
        Assert.IsType<RefreshRedemption.Redeemed>(await RedeemAsync(grant, 2));

        await using var db = directory.NewContext();
        var seen = await db.Set<UserSession>().SingleAsync(row => row.Id == session.Id);
        Assert.Equal(directory.Time.GetUtcNow(), seen.LastSeenAt);
        Assert.Equal(directory.Time.GetUtcNow() + TimeSpan.FromHours(2), seen.IdleExpiresAt);

        directory.Time.Advance(TimeSpan.FromHours(2));
        Assert.IsType<RefreshRedemption.Ended>(await RedeemAsync(grant, 3));
    }

    [Fact]
    public async Task A_live_family_is_found_with_its_generation_and_nearer_end()
    {
        var grant = await directory.RedeemedAsync();
        await RedeemAsync(grant, 1);
        var family = await _families.FindLiveAsync(grant.Id, CancellationToken.None);
        Assert.Equal((2, directory.Time.GetUtcNow() + TimeSpan.FromDays(7)), (family!.Generation, family.ExpiresAt));
        Assert.Equal(grant.Id, family.Grant.Id);
    }

    [Fact]
    public async Task Of_fifty_at_once_within_the_grace_all_get_the_one_successor()
    {
        var grant = await directory.RedeemedAsync();
        var outcomes = await RaceAsync(directory.Attempt(grant, 1));
        Assert.Equal(2, Assert.Single(outcomes.OfType<RefreshRedemption.Redeemed>()).Generation);
        Assert.Equal(49, outcomes.OfType<RefreshRedemption.Repeated>().Count(repeated => repeated.Generation == 2));
        Assert.Equal(2, (await directory.RowAsync(grant.Id)).RefreshGeneration);
    }

    [Fact]
    public async Task Of_fifty_at_once_without_grace_one_is_redeemed_and_the_family_ends()
    {
        var grant = await directory.RedeemedAsync();
        var outcomes = await RaceAsync(directory.Attempt(grant, 1) with { Grace = TimeSpan.Zero });
        Assert.Single(outcomes.OfType<RefreshRedemption.Redeemed>());
        Assert.Equal(49, outcomes.Count(outcome => outcome is RefreshRedemption.Reused or RefreshRedemption.Ended));
        Assert.NotNull((await directory.RowAsync(grant.Id)).RevokedAt);
        Assert.Equal(1, await RecordsAsync(grant.Id));
    }

    [Fact] // each locks grant and session in its own order
    public async Task Refreshing_while_the_session_ends_makes_nobody_wait_for_ever()
    {
        var session = await directory.SignedInAsync();
        var grants = new List<Grant>();
        for (var i = 0; i < 10; i++) grants.Add(await directory.RedeemedAsync(session, offline: false));
        directory.Time.Advance(TimeSpan.FromMinutes(10));

        await Task.WhenAll(grants.Select(grant => Task.Run<object>(async () => await RedeemAsync(grant, 1)))
            .Append(Task.Run<object>(async () =>
                await directory.Get<ISessionStore>().EndAsync(session.Id, SessionEndReason.SignedOut, CancellationToken.None))));

        foreach (var grant in grants)
            Assert.NotNull((await directory.RowAsync(grant.Id)).RevokedAt);
    }

    private Task<RefreshRedemption> RedeemAsync(Grant grant, int generation, SenderKey? key = null) =>
        _families.RedeemAsync(directory.Attempt(grant, generation) with { SenderKey = key }, CancellationToken.None);

    private Task<RefreshRedemption[]> RaceAsync(RefreshAttempt attempt) =>
        Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => _families.RedeemAsync(attempt, CancellationToken.None))));

    private static RefreshAttempt Wrong(RefreshAttempt attempt, string parameter) => parameter switch
    {
        "client_id" => attempt with { ClientId = "webapp" },
        "scope" => attempt with { Scopes = ["openid", "admin.api"] },
        _ => attempt with { Resource = "https://localhost:3006" },
    };

    private async Task<int> RecordsAsync(Guid grantId)
    {
        await using var db = directory.NewContext();
        var id = grantId.ToString();
        return await db.Set<AuditRow>().CountAsync(row => row.TargetId == id && row.Action == "grant.revoked");
    }
}

public sealed class RefreshFamilyStoreOnSqlite(SqliteDirectory directory)
    : RefreshFamilyStoreSuite(directory), IClassFixture<SqliteDirectory>;

public sealed class RefreshFamilyStoreOnPostgres(PostgresDirectory directory)
    : RefreshFamilyStoreSuite(directory), IClassFixture<PostgresDirectory>;
