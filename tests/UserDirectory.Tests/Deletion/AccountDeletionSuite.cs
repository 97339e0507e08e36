using Microsoft.EntityFrameworkCore;
using OidcEngine.Grants;
using UserDirectory.Audit;
using UserDirectory.Deletion;
using UserDirectory.Outbox;
using UserDirectory.Sessions;
using UserDirectory.SignIn;
using UserDirectory.Tests.Database;
using UserDirectory.Tests.Grants;
using UserDirectory.Users;

namespace UserDirectory.Tests.Deletion;

public abstract class AccountDeletionSuite(DirectoryFixture directory)
{
    [Fact]
    public async Task A_request_ends_all_that_is_open_and_says_so_to_the_owner()
    {
        var (id, name) = await directory.RegisteredAsync();
        var session = await SessionAsync(id);
        var grant = await directory.RedeemedAsync(session, offline: true);

        var requested = Assert.IsType<DeletionOutcome.Requested>(await RequestAsync(id, Own(id)));

        Assert.Equal(directory.Time.GetUtcNow() + TimeSpan.FromDays(30), requested.PurgeAfter);
        var user = await UserAsync(id);
        Assert.Equal((UserStatus.PendingDeletion, UserStatus.Active, true), (user.Status, user.StatusBeforeDeletion, user.DeletedByOwner));
        Assert.Equal("UserDisabled", (await directory.RowAsync(grant.Id)).RevocationReason);
        await using var db = directory.NewContext();
        Assert.Equal("UserDisabled", (await db.Set<UserSession>().SingleAsync(row => row.Id == session.Id)).EndReason);
        Assert.True(await db.Set<OutboxMessage>().AnyAsync(message => message.UserId == id && message.Payload.Contains("DeletionRequested")));
        Assert.Equal(1, await RecordsAsync(id, "user.deletion_requested"));
        Assert.Contains("users", await directory.HoldingAsync($"{name}@EXAMPLE.COM")); // still reserved
    }

    [Fact]
    public async Task Whatever_was_issued_before_is_dead()
    {
        var (id, _) = await directory.RegisteredAsync();
        var session = await SessionAsync(id);
        var family = await directory.RedeemedAsync(session, offline: true);
        var (_, unusedCode) = await directory.AddAsync(session);
        var access = new AccessTokenReference(Jose.Handles.Create(), family.ClientId, family.Id);
        Assert.True(await directory.Get<IAccessTokenStore>().IsLiveAsync(access, CancellationToken.None));

        await RequestAsync(id, Own(id));

        Assert.False(await directory.Get<IAccessTokenStore>().IsLiveAsync(access, CancellationToken.None));
        Assert.IsNotType<CodeRedemption.First>(
            await directory.Get<IAuthorizationCodeStore>().RedeemAsync(unusedCode, directory.Proof(), CancellationToken.None));
        Assert.IsNotType<RefreshRedemption.Redeemed>(
            await directory.Get<IRefreshFamilyStore>().RedeemAsync(directory.Attempt(family, 1), CancellationToken.None));
        await KeepAsync(id, Own(id));
        Assert.False(await directory.Get<IAccessTokenStore>().IsLiveAsync(access, CancellationToken.None)); // keeping brings nothing of it back
    }

    [Fact]
    public async Task Of_several_requests_at_once_one_counts()
    {
        var (id, _) = await directory.RegisteredAsync();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => RequestAsync(id, Own(id)))));

        Assert.Single(outcomes.OfType<DeletionOutcome.Requested>());
        Assert.Equal(7, outcomes.OfType<DeletionOutcome.AlreadyRequested>().Count());
        Assert.Equal(1, await RecordsAsync(id, "user.deletion_requested"));
    }

    [Fact]
    public async Task Requests_and_second_thoughts_at_once_leave_one_of_the_two_states()
    {
        var (id, _) = await directory.RegisteredAsync();

        await Task.WhenAll(Enumerable.Range(0, 12).Select(i => Task.Run<object>(async () =>
            i % 2 == 0 ? await RequestAsync(id, Own(id)) : await KeepAsync(id, Own(id)))));

        var user = await UserAsync(id);
        var pending = user.Status == UserStatus.PendingDeletion;
        Assert.Equal((pending, pending), (user.PurgeAfter is not null, user.StatusBeforeDeletion is not null));
        Assert.Equal(await RecordsAsync(id, "user.deletion_requested") - (pending ? 1 : 0), await RecordsAsync(id, "user.deletion_cancelled"));
    }

    [Fact]
    public async Task Keeping_gives_the_former_status_back()
    {
        var (active, _) = await directory.RegisteredAsync();
        var (suspended, _) = await directory.RegisteredAsync();
        var admin = await directory.AdminAsync();
        await directory.CallAsync<UserStatusChange, StatusChangeOutcome>(service => service.SuspendAsync(suspended, Actor.System, CancellationToken.None));
        await RequestAsync(active, admin);
        await RequestAsync(suspended, admin);

        Assert.IsType<KeepOutcome.Kept>(await KeepAsync(active, admin));
        Assert.IsType<KeepOutcome.Kept>(await KeepAsync(suspended, admin));

        Assert.Equal((UserStatus.Active, null), ((await UserAsync(active)).Status, (await UserAsync(active)).PurgeAfter));
        Assert.Equal(UserStatus.Suspended, (await UserAsync(suspended)).Status);
        Assert.IsType<KeepOutcome.NotPending>(await KeepAsync(active, admin));
        Assert.IsType<KeepOutcome.NotFound>(await KeepAsync(Guid.Parse("01890a5d-ac96-774b-bcce-b302099a8057"), admin));
        Assert.IsType<DeletionOutcome.NotFound>(await RequestAsync(Guid.Parse("01890a5d-ac96-774b-bcce-b302099a8057"), admin));
    }

    [Fact]
    public async Task The_last_administrator_stays_also_when_two_go_at_once()
    {
        var admin = (await directory.AdminAsync()).UserId!.Value;
        Assert.IsType<DeletionOutcome.LastAdmin>(await RequestAsync(admin, Own(admin)));
        var (second, _) = await directory.RegisteredAsync("admin");

        var outcomes = await Task.WhenAll(new[] { admin, second }.Select(id => Task.Run(() => RequestAsync(id, Own(id)))));

        Assert.Single(outcomes.OfType<DeletionOutcome.Requested>());
        Assert.Single(outcomes.OfType<DeletionOutcome.LastAdmin>());
        await KeepAsync(admin, Actor.System);
        await RequestAsync(second, Actor.System);
    }

    [Fact]
    public async Task Who_signs_in_during_the_grace_is_asked_and_not_signed_in()
    {
        var (id, name) = await directory.RegisteredAsync();
        await RequestAsync(id, Own(id));

        var pending = Assert.IsType<SignInOutcome.PendingDeletion>(await SignInAsync(name, Calls.Password));
        Assert.IsType<SignInOutcome.Refused>(await SignInAsync(name, "Not-the-1-password"));

        Assert.Equal((id, name), (pending.Account.UserId, pending.Account.UserName));
        Assert.Equal(1, await RecordsAsync(id, "user.deletion_reviewed"));
        Assert.Equal(0, await RecordsAsync(id, "user.signed_in"));
        Assert.IsType<KeepOutcome.Kept>(await KeepAsync(pending.Account));
        Assert.IsType<KeepOutcome.NotPending>(await KeepAsync(pending.Account));
        Assert.IsType<SignInOutcome.SignedIn>(await SignInAsync(name, Calls.Password));
    }

    [Fact]
    public async Task A_decision_on_an_earlier_request_keeps_nothing()
    {
        var (id, name) = await directory.RegisteredAsync();
        await RequestAsync(id, Own(id));
        var first = Assert.IsType<SignInOutcome.PendingDeletion>(await SignInAsync(name, Calls.Password));
        await KeepAsync(id, Own(id));
        directory.Time.Advance(TimeSpan.FromSeconds(1));
        await RequestAsync(id, Own(id));

        Assert.IsType<KeepOutcome.NotPending>(await KeepAsync(first.Account));
        Assert.Equal(UserStatus.PendingDeletion, (await UserAsync(id)).Status);
    }

    [Fact]
    public async Task What_an_administrator_deletes_the_owner_cannot_keep()
    {
        var (id, name) = await directory.RegisteredAsync();
        await RequestAsync(id, await directory.AdminAsync());

        Assert.IsType<SignInOutcome.Refused>(await SignInAsync(name, Calls.Password));
        Assert.IsType<KeepOutcome.NotPending>(await KeepAsync(new PendingAccount(id, name, (await UserAsync(id)).PurgeAfter!.Value)));
    }

    [Fact]
    public async Task After_the_grace_nothing_is_kept()
    {
        var (id, name) = await directory.RegisteredAsync();
        await RequestAsync(id, Own(id));
        directory.Time.Advance(TimeSpan.FromDays(30));

        Assert.IsType<SignInOutcome.Refused>(await SignInAsync(name, Calls.Password));
        Assert.IsType<KeepOutcome.NotPending>(await KeepAsync(id, Own(id)));
    }

    private static Actor Own(Guid id) => Calls.Stranger with { UserId = id };

    private async Task<UserSession> SessionAsync(Guid id)
    {
        await using var db = directory.NewContext();
        var session = People.NewSession(directory, id);
        db.Add(session);
        await db.SaveChangesAsync();
        return session;
    }

    private Task<DeletionOutcome> RequestAsync(Guid id, Actor actor) =>
        directory.CallAsync<AccountDeletion, DeletionOutcome>(service => service.RequestAsync(id, actor, CancellationToken.None));

    private Task<KeepOutcome> KeepAsync(Guid id, Actor actor) =>
        directory.CallAsync<AccountDeletion, KeepOutcome>(service => service.KeepAsync(id, actor, CancellationToken.None));

    private Task<KeepOutcome> KeepAsync(PendingAccount account) =>
        directory.CallAsync<AccountDeletion, KeepOutcome>(service => service.KeepAsync(account, Own(account.UserId), CancellationToken.None));

    private Task<SignInOutcome> SignInAsync(string name, string password) => directory.CallAsync<PasswordSignIn, SignInOutcome>(service =>
        service.SignInAsync(new PasswordAttempt(name, password, new SignInOrigin("203.0.113.7", "Test/1.0", null)), CancellationToken.None));

    private async Task<User> UserAsync(Guid id)
    {
        await using var db = directory.NewContext();
        return await db.Set<User>().SingleAsync(user => user.Id == id);
    }

    private async Task<int> RecordsAsync(Guid id, string action)
    {
        await using var db = directory.NewContext();
        return await db.Set<AuditRow>().CountAsync(row => row.TargetId == id.ToString() && row.Action == action);
    }
}

public sealed class AccountDeletionOnSqlite(SqliteDirectory directory) : AccountDeletionSuite(directory), IClassFixture<SqliteDirectory>;

public sealed class AccountDeletionOnPostgres(PostgresDirectory directory) : AccountDeletionSuite(directory), IClassFixture<PostgresDirectory>;
