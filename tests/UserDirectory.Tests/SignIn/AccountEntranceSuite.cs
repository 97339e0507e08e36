using Microsoft.EntityFrameworkCore;
using UserDirectory.Audit;
using UserDirectory.Database;
using UserDirectory.Deletion;
using UserDirectory.Links;
using UserDirectory.SignIn;
using UserDirectory.Tests.Database;
using UserDirectory.Tests.Links;
using UserDirectory.Users;

namespace UserDirectory.Tests.SignIn;

public abstract class AccountEntranceSuite(DirectoryFixture directory)
{
    private static readonly SignInOrigin Origin = new("203.0.113.7", "Test/1.0", null, "trace-2");

    [Fact]
    public async Task Whoever_proved_it_may_enter_and_has_not_signed_in_yet()
    {
        var (id, name) = await directory.RegisteredAsync();

        var entered = Assert.IsType<SignInOutcome.SignedIn>(await EnterAsync(id));

        Assert.Equal((id, name, "aal2"), (entered.User.UserId, entered.User.UserName, entered.User.Acr));
        Assert.Equal(["hwk", "user"], entered.User.Amr);
        Assert.Empty(await TrailAsync(id, "user.signed_in"));
        Assert.Null(await LastSignInAsync(id));
    }

    [Fact]
    public async Task A_suspended_account_is_not_entered_and_the_trail_says_so()
    {
        var (id, _) = await directory.RegisteredAsync();
        await directory.CallAsync<UserStatusChange, StatusChangeOutcome>(service => service.SuspendAsync(id, Actor.System, CancellationToken.None));

        Assert.IsType<SignInOutcome.Refused>(await EnterAsync(id));

        Assert.Empty(await TrailAsync(id, "user.signed_in"));
        var refusal = Assert.Single(await TrailAsync(id, "user.sign_in_refused"));
        Assert.Equal((false, UserStatus.Suspended), (refusal.Succeeded, refusal.Detail));
        Assert.Null(await LastSignInAsync(id));
    }

    [Fact]
    public async Task An_account_that_its_owner_has_given_up_is_not_entered_but_may_be_kept()
    {
        var (id, name) = await directory.RegisteredAsync();
        await directory.CallAsync<AccountDeletion, DeletionOutcome>(
            service => service.RequestAsync(id, Calls.Stranger with { UserId = id }, CancellationToken.None));

        var pending = Assert.IsType<SignInOutcome.PendingDeletion>(await EnterAsync(id));

        Assert.Equal((id, name), (pending.Account.UserId, pending.User.UserName));
        Assert.Null(await LastSignInAsync(id));
        Assert.Single(await TrailAsync(id, "user.deletion_reviewed"));
    }

    [Fact]
    public async Task Nobody_enters_an_account_that_is_gone() =>
        Assert.IsType<SignInOutcome.Refused>(await EnterAsync(Guid.CreateVersion7(directory.Time.GetUtcNow())));

    [Fact]
    public async Task Where_addresses_are_to_be_proved_first_nobody_enters_before_and_one_link_is_mailed()
    {
        var (id, _) = await directory.RegisteredAsync();
        directory.Time.Advance(TimeSpan.FromMinutes(2));

        for (var i = 0; i < 3; i++)
            Assert.IsType<SignInOutcome.EmailUnverified>(await EnterVerifiedAsync(id));
        Assert.Null(await LastSignInAsync(id));
        Assert.Single(await directory.LettersAsync(id, "VerifyEmail"));

        var token = await directory.TokenAsync(id, "VerifyEmail");
        Assert.True(await directory.CallAsync<EmailVerification, bool>(service => service.ConfirmAsync(token, id, Calls.Stranger, CancellationToken.None)));
        Assert.IsType<SignInOutcome.SignedIn>(await EnterVerifiedAsync(id));
    }

    private Task<SignInOutcome> EnterVerifiedAsync(Guid id) => directory.CallAsync<IdentityDb, SignInOutcome>(
        db => directory.NewEntrance(db, verifiedEmailRequired: true).EnterAsync(id, "aal1", ["pwd"], Origin, CancellationToken.None));

    [Fact]
    public async Task What_is_written_ends_with_the_callers_transaction()
    {
        var (id, _) = await directory.RegisteredAsync();
        await directory.CallAsync<UserStatusChange, StatusChangeOutcome>(service => service.SuspendAsync(id, Actor.System, CancellationToken.None));

        await directory.CallAsync<IdentityDb, int>(async db =>
        {
            await using var write = await db.BeginWriteAsync(CancellationToken.None);
            Assert.IsType<SignInOutcome.Refused>(await directory.NewEntrance(db).EnterAsync(
                id, "aal1", ["pwd"], Origin, CancellationToken.None));
            return 0; // not committed
        });

        Assert.Empty(await TrailAsync(id, "user.sign_in_refused"));
    }

    private Task<SignInOutcome> EnterAsync(Guid id) => directory.CallAsync<AccountEntrance, SignInOutcome>(
        entrance => entrance.EnterAsync(id, "aal2", ["hwk", "user"], Origin, CancellationToken.None));

    private async Task<IReadOnlyList<AuditTrailEntry>> TrailAsync(Guid id, string action)
    {
        var page = await directory.CallAsync<AuditTrail, AuditPage>(
            trail => trail.FindAsync(new AuditQuery { TargetId = id.ToString(), Action = action, Limit = 10 }, CancellationToken.None));
        return page.Items;
    }

    private async Task<DateTimeOffset?> LastSignInAsync(Guid id)
    {
        await using var db = directory.NewContext();
        return await db.Set<User>().Where(user => user.Id == id).Select(user => user.LastSignInAt).SingleAsync();
    }
}

public sealed class AccountEntranceOnSqlite(SqliteDirectory directory) : AccountEntranceSuite(directory), IClassFixture<SqliteDirectory>;

public sealed class AccountEntranceOnPostgres(PostgresDirectory directory) : AccountEntranceSuite(directory), IClassFixture<PostgresDirectory>;
