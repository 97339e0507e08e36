using Microsoft.EntityFrameworkCore;
using OidcEngine.Grants;
using OidcEngine.Sessions;
using UserDirectory.Audit;
using UserDirectory.Grants;
using UserDirectory.Sessions;
using UserDirectory.Tests.Database;
using UserDirectory.Users;

namespace UserDirectory.Tests.Grants;

public abstract class AuthorizationCodeStoreSuite(DirectoryFixture directory)
{
    private readonly IAuthorizationCodeStore _codes = directory.Get<IAuthorizationCodeStore>();

    [Fact]
    public async Task A_fitting_code_is_redeemed_with_all_that_was_granted()
    {
        var (grant, hash) = await directory.AddAsync();

        var first = Assert.IsType<CodeRedemption.First>(await _codes.RedeemAsync(hash, directory.Proof(), CancellationToken.None)).Grant;

        Assert.Equal(
            (grant.Id, grant.ClientId, grant.Subject, grant.SessionId, grant.Nonce, grant.AuthTime, grant.Acr, grant.CreatedAt),
            (first.Id, first.ClientId, first.Subject, first.SessionId, first.Nonce, first.AuthTime, first.Acr, first.CreatedAt));
        Assert.Equal(grant.Claims.UserInfo, first.Claims.UserInfo);
        Assert.Equal(grant.Claims.IdToken, first.Claims.IdToken);
        Assert.Equal(grant.Scopes, first.Scopes);
        Assert.Equal(grant.Resources, first.Resources);
        Assert.Equal(grant.Amr, first.Amr);
        Assert.Equal(1, (await directory.RowAsync(grant.Id)).RefreshGeneration);
    }

    [Fact]
    public async Task Without_refresh_no_family_starts()
    {
        var (grant, hash) = await directory.AddAsync();
        await _codes.RedeemAsync(hash, directory.Proof() with { Refresh = null }, CancellationToken.None);
        Assert.Null((await directory.RowAsync(grant.Id)).RefreshGeneration);
    }

    [Fact] // RFC 6749 §4.1.2
    public async Task A_second_fitting_presentation_revokes_the_grant_and_is_recorded_once()
    {
        var (grant, hash) = await directory.AddAsync();
        await _codes.RedeemAsync(hash, directory.Proof(), CancellationToken.None);

        for (var i = 0; i < 2; i++)
            Assert.Equal(
                new CodeRedemption.Replayed(grant.Id), await _codes.RedeemAsync(hash, directory.Proof(), CancellationToken.None));

        Assert.Equal("CodeReplayed", (await directory.RowAsync(grant.Id)).RevocationReason);
        Assert.Equal(1, await RecordsAsync(grant.Id));
    }

    [Fact]
    public async Task A_used_code_is_a_replay_also_after_its_time()
    {
        var (grant, hash) = await directory.AddAsync();
        await _codes.RedeemAsync(hash, directory.Proof(), CancellationToken.None);
        directory.Time.Advance(TimeSpan.FromMinutes(10));
        Assert.IsType<CodeRedemption.Replayed>(await _codes.RedeemAsync(hash, directory.Proof(), CancellationToken.None));
        Assert.NotNull((await directory.RowAsync(grant.Id)).RevokedAt);
    }

    [Theory]
    [InlineData("client_id")]
    [InlineData("redirect_uri")]
    [InlineData("code_verifier")]
    [InlineData("resource")]
    public async Task What_does_not_fit_changes_nothing(string parameter)
    {
        var (grant, hash) = await directory.AddAsync();

        Assert.Equal(
            new CodeRedemption.Mismatched(parameter), await _codes.RedeemAsync(hash, WrongProof(parameter), CancellationToken.None));

        Assert.IsType<CodeRedemption.First>(await _codes.RedeemAsync(hash, directory.Proof(), CancellationToken.None));
        Assert.Null((await directory.RowAsync(grant.Id)).RevokedAt);
    }

    [Theory] // a stranger who learned the code must not be able to end the grant
    [InlineData("client_id")]
    [InlineData("redirect_uri")]
    [InlineData("code_verifier")]
    public async Task A_used_code_that_does_not_fit_revokes_nothing(string parameter)
    {
        var (grant, hash) = await directory.AddAsync();
        await _codes.RedeemAsync(hash, directory.Proof(), CancellationToken.None);
        await _codes.RedeemAsync(hash, WrongProof(parameter), CancellationToken.None);
        Assert.Null((await directory.RowAsync(grant.Id)).RevokedAt);
    }

    [Fact]
    public async Task A_code_without_redirect_uri_and_challenge_wants_a_request_without_them()
    {
        var session = await directory.SignedInAsync();
        var (template, _) = await directory.AddAsync(session);
        var grant = template with { Id = Guid.CreateVersion7(directory.Time.GetUtcNow()) };
        var hash = Jose.Handles.Hash(Jose.Handles.Create());
        var code = new AuthorizationCode(hash, null, null, directory.Time.GetUtcNow() + TimeSpan.FromSeconds(60));
        Assert.True(await _codes.AddAsync(grant, code, CancellationToken.None));

        Assert.Equal(
            new CodeRedemption.Mismatched("redirect_uri"), await _codes.RedeemAsync(hash, directory.Proof(), CancellationToken.None));
        Assert.IsType<CodeRedemption.First>(
            await _codes.RedeemAsync(hash, directory.Proof() with { RedirectUri = null, CodeChallenge = null }, CancellationToken.None));
    }

    [Fact] // RFC 9449 §10
    public async Task A_code_that_is_bound_to_a_key_wants_a_request_that_proves_it()
    {
        var (template, _) = await directory.AddAsync();
        var grant = template with { Id = Guid.CreateVersion7(directory.Time.GetUtcNow()) };
        var hash = Jose.Handles.Hash(Jose.Handles.Create());
        var code = new AuthorizationCode(
            hash, GivenGrants.RedirectUri, GivenGrants.Challenge, directory.Time.GetUtcNow().AddMinutes(1))
        { DpopJkt = "key-1" };
        Assert.True(await _codes.AddAsync(grant, code, CancellationToken.None));

        foreach (var wrong in new[] { null, "key-2" })
            Assert.Equal(
                new CodeRedemption.Mismatched("dpop_jkt"),
                await _codes.RedeemAsync(hash, directory.Proof() with { DpopJkt = wrong }, CancellationToken.None));
        Assert.IsType<CodeRedemption.First>(
            await _codes.RedeemAsync(hash, directory.Proof() with { DpopJkt = "key-1" }, CancellationToken.None));
    }

    [Fact] // RFC 9449 §5: whoever learns a used code without holding the key must not be able to end the grant
    public async Task A_used_code_with_another_key_revokes_nothing()
    {
        var (template, _) = await directory.AddAsync();
        var grant = template with { Id = Guid.CreateVersion7(directory.Time.GetUtcNow()) };
        var hash = Jose.Handles.Hash(Jose.Handles.Create());
        var code = new AuthorizationCode(
            hash, GivenGrants.RedirectUri, GivenGrants.Challenge, directory.Time.GetUtcNow().AddMinutes(1))
        { DpopJkt = "key-1" };
        await _codes.AddAsync(grant, code, CancellationToken.None);
        await _codes.RedeemAsync(hash, directory.Proof() with { DpopJkt = "key-1" }, CancellationToken.None);
        await _codes.RedeemAsync(hash, directory.Proof() with { DpopJkt = "key-2" }, CancellationToken.None);
        Assert.Null((await directory.RowAsync(grant.Id)).RevokedAt);
    }

    [Fact]
    public async Task After_its_time_a_code_has_ended()
    {
        var (_, hash) = await directory.AddAsync();
        directory.Time.Advance(TimeSpan.FromSeconds(60));
        Assert.IsType<CodeRedemption.Ended>(await _codes.RedeemAsync(hash, directory.Proof(), CancellationToken.None));
    }

    [Fact]
    public async Task An_unknown_code_is_unknown() =>
        Assert.IsType<CodeRedemption.Unknown>(await _codes.RedeemAsync(new byte[32], directory.Proof(), CancellationToken.None));

    [Fact]
    public async Task Of_fifty_at_once_one_is_the_first_and_the_grant_ends_revoked()
    {
        var (grant, hash) = await directory.AddAsync();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ =>
            Task.Run(() => _codes.RedeemAsync(hash, directory.Proof(), CancellationToken.None))));

        Assert.Single(outcomes.OfType<CodeRedemption.First>());
        Assert.Equal(49, outcomes.OfType<CodeRedemption.Replayed>().Count());
        Assert.NotNull((await directory.RowAsync(grant.Id)).RevokedAt);
        Assert.Equal(1, await RecordsAsync(grant.Id));
    }

    [Fact]
    public async Task No_grant_is_added_to_a_session_that_has_ended()
    {
        var session = await directory.SignedInAsync();
        var (grant, _) = await directory.AddAsync(session);
        await directory.Get<ISessionStore>().EndAsync(session.Id, SessionEndReason.SignedOut, CancellationToken.None);

        Assert.False(await TryAddAsync(grant));
    }

    [Theory] // whichever comes first, and before housekeeping has seen it
    [InlineData("idle_expires_at")]
    [InlineData("expires_at")]
    public async Task A_code_dies_with_the_time_of_its_session(string column)
    {
        var session = await directory.SignedInAsync();
        var (grant, hash) = await directory.AddAsync(session);
        await using (var db = directory.NewContext())
        {
            var now = directory.Time.GetUtcNow();
            await db.Set<UserSession>().Where(row => row.Id == session.Id).ExecuteUpdateAsync(set =>
            {
                if (column == "expires_at") set.SetProperty(row => row.ExpiresAt, now);
                else set.SetProperty(row => row.IdleExpiresAt, now);
            });
        }

        Assert.IsType<CodeRedemption.Ended>(await _codes.RedeemAsync(hash, directory.Proof(), CancellationToken.None));
        Assert.Null((await directory.RowAsync(grant.Id)).CodeRedeemedAt);
    }

    [Fact]
    public async Task No_grant_is_added_to_a_session_that_was_idle_too_long()
    {
        var session = await directory.SignedInAsync();
        var (grant, _) = await directory.AddAsync(session);
        directory.Time.Advance(TimeSpan.FromHours(2));

        Assert.False(await TryAddAsync(grant));
    }

    [Fact]
    public async Task No_grant_is_added_for_a_suspended_person_an_unknown_session_or_anothers_session()
    {
        var session = await directory.SignedInAsync();
        var (grant, _) = await directory.AddAsync(session);

        Assert.False(await TryAddAsync(grant with { SessionId = Guid.CreateVersion7(directory.Time.GetUtcNow()) }));
        Assert.False(await TryAddAsync(grant with { Subject = (await directory.SignedInAsync()).UserId.ToString() }));
        Assert.False(await TryAddAsync(grant with { Subject = "not-a-person" }));

        await using var db = directory.NewContext();
        await db.Set<User>().Where(user => user.Id == session.UserId)
            .ExecuteUpdateAsync(row => row.SetProperty(user => user.Status, UserStatus.Suspended));
        Assert.False(await TryAddAsync(grant));
    }

    [Fact]
    public async Task Sessions_that_end_while_grants_are_added_leave_none_alive()
    {
        var sessions = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => directory.SignedInAsync()));
        var (template, _) = await directory.AddAsync();

        await Task.WhenAll(sessions.SelectMany(session => new Task[]
        {
            Task.Run(() => TryAddAsync(template with { SessionId = session.Id, Subject = session.UserId.ToString() })),
            Task.Run(() => directory.Get<ISessionStore>().EndAsync(session.Id, SessionEndReason.SignedOut, CancellationToken.None)),
        }));

        await using var db = directory.NewContext();
        var ids = sessions.Select(session => session.Id).ToList();
        Assert.False(await db.Set<GrantRow>().AnyAsync(grant => ids.Contains(grant.SessionId) && grant.RevokedAt == null));
    }

    private Task<bool> TryAddAsync(Grant grant) => _codes.AddAsync(
        grant with { Id = Guid.CreateVersion7(directory.Time.GetUtcNow()) },
        new AuthorizationCode(
            Jose.Handles.Hash(Jose.Handles.Create()), GivenGrants.RedirectUri, GivenGrants.Challenge,
            directory.Time.GetUtcNow().AddMinutes(1)),
        CancellationToken.None);

    private CodeProof WrongProof(string parameter) => parameter switch
    {
        "client_id" => directory.Proof("webapp"),
        "redirect_uri" => directory.Proof() with { RedirectUri = GivenGrants.RedirectUri + "/" },
        "code_verifier" => directory.Proof() with { CodeChallenge = null },
        _ => directory.Proof() with { Resource = "https://localhost:3006" },
    };

    private async Task<int> RecordsAsync(Guid grantId)
    {
        await using var db = directory.NewContext();
        var id = grantId.ToString();
        return await db.Set<AuditRow>().CountAsync(row => row.TargetId == id && row.Action == "grant.revoked");
    }
}

public sealed class AuthorizationCodeStoreOnSqlite(SqliteDirectory directory)
    : AuthorizationCodeStoreSuite(directory), IClassFixture<SqliteDirectory>;

public sealed class AuthorizationCodeStoreOnPostgres(PostgresDirectory directory)
    : AuthorizationCodeStoreSuite(directory), IClassFixture<PostgresDirectory>;
