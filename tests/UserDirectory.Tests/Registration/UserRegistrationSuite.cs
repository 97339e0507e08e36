using Microsoft.EntityFrameworkCore;
using UserDirectory.Audit;
using UserDirectory.Outbox;
using UserDirectory.Registration;
using UserDirectory.Roles;
using UserDirectory.Tests.Database;
using UserDirectory.Users;

namespace UserDirectory.Tests.Registration;

public abstract class UserRegistrationSuite(DirectoryFixture directory)
{
    [Fact]
    public async Task An_account_its_role_its_record_and_its_mail_are_made_together()
    {
        var name = Calls.NewName();
        var wanted = new NewUser(name, $"{name}@Example.com", Calls.Password) { GivenName = "Ann", Locale = "de-CH" };

        var created = Assert.IsType<RegistrationOutcome.Created>(await directory.RegisterAsync(wanted));

        var profile = await directory.CallAsync<UserProfiles, UserProfile?>(profiles => profiles.FindAsync(created.UserId, CancellationToken.None));
        Assert.Equal((name, $"{name}@example.com", false, "Ann", "de-CH", "active"),
            (profile!.UserName, profile.Email, profile.EmailVerified, profile.GivenName, profile.Locale, profile.Status));
        Assert.Equal([RoleNames.User], profile.Roles);
        Assert.Equal(1, await RecordsAsync(created.UserId, "user.registered"));
        Assert.Equal(1, await MailsAsync(created.UserId, "WelcomeVerify"));
    }

    [Fact]
    public async Task A_taken_address_makes_nothing_and_tells_its_owner()
    {
        var (ownerId, ownerName) = await directory.RegisteredAsync();
        var name = Calls.NewName();

        Assert.IsType<RegistrationOutcome.EmailTaken>(await directory.RegisterAsync(new NewUser(name, $"{ownerName}@EXAMPLE.COM", Calls.Password)));

        Assert.Null(await directory.CallAsync<UserProfiles, UserProfile?>(profiles => profiles.FindByIdOrUserNameAsync(name, CancellationToken.None)));
        Assert.Equal(1, await MailsAsync(ownerId, "AddressTaken"));
    }

    [Fact]
    public async Task Of_20_at_once_for_one_name_one_gets_it()
    {
        var name = Calls.NewName();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(i =>
            directory.RegisterAsync(new NewUser(i % 2 == 0 ? name : name.ToUpperInvariant(), $"{name}-{i}@example.com", Calls.Password))));

        Assert.Single(outcomes.OfType<RegistrationOutcome.Created>());
        Assert.Equal(19, outcomes.OfType<RegistrationOutcome.UserNameTaken>().Count());
    }

    [Fact]
    public async Task Of_20_at_once_for_one_address_one_gets_it()
    {
        var name = Calls.NewName();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(i =>
            directory.RegisterAsync(new NewUser($"{name}-{i}", $"{name}@example.com", Calls.Password))));

        Assert.Single(outcomes.OfType<RegistrationOutcome.Created>());
        Assert.Equal(19, outcomes.OfType<RegistrationOutcome.EmailTaken>().Count());
    }

    [Fact]
    public async Task Every_broken_rule_is_named_at_once()
    {
        var invalid = Assert.IsType<RegistrationOutcome.Invalid>(
            await directory.RegisterAsync(new NewUser("b", "nowhere", "short") { GivenName = new string('x', 101), Locale = "???" }));

        Assert.Equal(["email", "given_name", "locale", "password", "username"], invalid.Errors.Keys.Order());
    }

    [Fact]
    public async Task Strangers_cannot_choose_roles_or_status()
    {
        var name = Calls.NewName();
        var created = Assert.IsType<RegistrationOutcome.Created>(await directory.RegisterAsync(
            new NewUser(name, $"{name}@example.com", Calls.Password) { Roles = [RoleNames.Admin], Status = UserStatus.Suspended }));

        var profile = await directory.CallAsync<UserProfiles, UserProfile?>(profiles => profiles.FindAsync(created.UserId, CancellationToken.None));
        Assert.Equal([RoleNames.User], profile!.Roles);
        Assert.Equal(UserStatus.Active, profile.Status);
    }

    [Fact]
    public async Task An_administrator_cannot_grant_what_they_lack()
    {
        var (supportId, _) = await directory.RegisteredAsync(RoleNames.Support);
        var name = Calls.NewName();
        var wanted = new NewUser(name, $"{name}@example.com", Calls.Password) { ByAdministrator = true };
        var support = Calls.Stranger with { UserId = supportId };

        Assert.IsType<RegistrationOutcome.Forbidden>(await directory.RegisterAsync(wanted with { Roles = [RoleNames.Admin] }, support));
        Assert.IsType<RegistrationOutcome.Forbidden>(await directory.RegisterAsync(wanted with { Roles = [RoleNames.Auditor] }, support));
        Assert.IsType<RegistrationOutcome.Invalid>(await directory.RegisterAsync(wanted with { Roles = ["no-such-role"] }, support));
        Assert.IsType<RegistrationOutcome.Created>(await directory.RegisterAsync(wanted with { Roles = [RoleNames.Support] }, support));
    }

    [Fact]
    public async Task Permissions_come_from_roles_and_end_with_suspension()
    {
        var (id, _) = await directory.RegisteredAsync(RoleNames.Admin, RoleNames.User);
        var lookup = directory.Get<PermissionLookup>();
        Assert.Equal(Permissions.All.Order(), (await lookup.OfUserAsync(id, CancellationToken.None)).Order());

        await directory.CallAsync<UserStatusChange, StatusChangeOutcome>(service => service.SuspendAsync(id, Actor.System, CancellationToken.None));
        directory.Time.Advance(TimeSpan.FromSeconds(6));

        Assert.Empty(await lookup.OfUserAsync(id, CancellationToken.None));
    }

    private async Task<int> RecordsAsync(Guid userId, string action)
    {
        var target = userId.ToString();
        await using var db = directory.NewContext();
        return await db.Set<AuditRow>().CountAsync(row => row.TargetId == target && row.Action == action);
    }

    private async Task<int> MailsAsync(Guid userId, string template)
    {
        await using var db = directory.NewContext();
        return await db.Set<OutboxMessage>().CountAsync(message =>
            message.UserId == userId && message.Kind == OutboxKinds.Mail && message.Payload.Contains($"\"{template}\""));
    }
}

public sealed class UserRegistrationOnSqlite(SqliteDirectory directory) : UserRegistrationSuite(directory), IClassFixture<SqliteDirectory>;

public sealed class UserRegistrationOnPostgres(PostgresDirectory directory) : UserRegistrationSuite(directory), IClassFixture<PostgresDirectory>;
