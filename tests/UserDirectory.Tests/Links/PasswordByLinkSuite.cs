using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using UserDirectory.ExternalLogins;
using UserDirectory.Grants;
using UserDirectory.Links;
using UserDirectory.Registration;
using UserDirectory.SecondFactors;
using UserDirectory.Sessions;
using UserDirectory.SignIn;
using UserDirectory.Tests.Database;
using UserDirectory.Users;

namespace UserDirectory.Tests.Links;

public abstract class PasswordByLinkSuite(DirectoryFixture directory)
{
    private const string Next = "Another-4-Meadow";

    [Fact]
    public async Task A_new_password_takes_the_place_of_the_forgotten_one_and_ends_all_that_is_open()
    {
        var (id, name) = await directory.RegisteredAsync();
        await OpenSessionAsync(id);
        var token = await RequestAsync(id, name);

        Assert.Equal(new PasswordByLinkOutcome.Set(name), await SetAsync(token, Next));

        Assert.IsType<SignInOutcome.Refused>(await SignInAsync(name, Calls.Password));
        Assert.IsType<SignInOutcome.SignedIn>(await SignInAsync(name, Next));
        await using var db = directory.NewContext();
        Assert.All(await db.Set<UserSession>().Where(session => session.UserId == id).ToListAsync(), session => Assert.NotNull(session.EndedAt));
        Assert.True((await db.Set<User>().SingleAsync(user => user.Id == id)).EmailConfirmed);
        Assert.Single(await directory.LettersAsync(id, "PasswordChanged"));
        Assert.IsType<PasswordByLinkOutcome.DeadLink>(await SetAsync(token, "Third-5-Meadow"));
    }

    [Fact]
    public async Task Of_ten_at_once_one_sets_it()
    {
        var (id, name) = await directory.RegisteredAsync();
        var token = await RequestAsync(id, name);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => Task.Run(() => SetAsync(token, $"Another-{i}-Meadow"))));

        Assert.Single(outcomes.OfType<PasswordByLinkOutcome.Set>());
        Assert.Equal(9, outcomes.OfType<PasswordByLinkOutcome.DeadLink>().Count());
    }

    [Fact]
    public async Task A_password_that_breaks_a_rule_leaves_the_link_alive()
    {
        var (id, name) = await directory.RegisteredAsync();
        var token = await RequestAsync(id, name);

        Assert.IsType<PasswordByLinkOutcome.Invalid>(await SetAsync(token, "short"));
        Assert.IsType<PasswordByLinkOutcome.Invalid>(await SetAsync(token, Calls.Password)); // it is the present one
        Assert.IsType<PasswordByLinkOutcome.Set>(await SetAsync(token, Next));
    }

    [Fact]
    public async Task The_next_link_and_another_password_kill_it()
    {
        var (id, name) = await directory.RegisteredAsync();
        var first = await RequestAsync(id, name);
        directory.Time.Advance(TimeSpan.FromMinutes(2));
        var second = await RequestAsync(id, name);
        Assert.IsType<PasswordByLinkOutcome.DeadLink>(await SetAsync(first, Next));
        Assert.IsType<PasswordByLinkOutcome.Set>(await SetAsync(second, Next));

        directory.Time.Advance(TimeSpan.FromMinutes(2));
        var third = await RequestAsync(id, name);
        await using (var db = directory.NewContext())
            await db.Set<User>().Where(user => user.Id == id).ExecuteUpdateAsync(set => set.SetProperty(user => user.SecurityStamp, Jose.Handles.Create()));
        Assert.IsType<PasswordByLinkOutcome.DeadLink>(await SetAsync(third, "Third-5-Meadow"));
    }

    [Fact]
    public async Task A_wish_that_comes_again_at_once_is_answered_once()
    {
        var (id, name) = await directory.RegisteredAsync();
        var token = await RequestAsync(id, name);
        await RequestAsync(id, $"{name}@example.com");

        Assert.Single(await directory.LettersAsync(id, "ResetPassword"));
        Assert.IsType<PasswordByLinkOutcome.Set>(await SetAsync(token, Next));
    }

    [Fact]
    public async Task Who_registered_an_address_in_advance_keeps_no_way_in()
    {
        var (id, name) = await directory.RegisteredAsync();
        await OpenSessionAsync(id);
        await using (var db = directory.NewContext())
        {
            db.Add(new IdentityUserPasskey<Guid> { UserId = id, CredentialId = id.ToByteArray(), Data = new IdentityPasskeyData { PublicKey = [1], AttestationObject = [1], ClientDataJson = [1] } });
            db.Add(new TotpKeyRow { UserId = id, WrappedKey = [1], ConfirmedAt = directory.Time.GetUtcNow() });
            db.Add(new ExternalLoginRow { Issuer = "https://elsewhere.example", Subject = name, UserId = id, Provider = "elsewhere", LinkedAt = directory.Time.GetUtcNow() });
            await db.SaveChangesAsync();
        }

        Assert.IsType<PasswordByLinkOutcome.Set>(await SetAsync(await RequestAsync(id, name), Next));

        await using var after = directory.NewContext();
        Assert.False(await after.Set<IdentityUserPasskey<Guid>>().AnyAsync(passkey => passkey.UserId == id));
        Assert.False(await after.Set<ExternalLoginRow>().AnyAsync(login => login.UserId == id));
        Assert.False(await after.Set<TotpKeyRow>().AnyAsync(key => key.UserId == id));
        Assert.False(await after.Set<UserSession>().AnyAsync(session => session.UserId == id && session.EndedAt == null));
        Assert.False(await after.Set<GrantRow>().AnyAsync(grant => grant.UserId == id && grant.RevokedAt == null));
    }

    [Fact]
    public async Task Who_is_invited_chooses_a_password_and_cannot_sign_in_before()
    {
        var (id, name) = await InvitedAsync();
        Assert.IsType<SignInOutcome.Refused>(await SignInAsync(name, ""));
        var token = await directory.TokenAsync(id, "Invitation");
        directory.Time.Advance(TimeSpan.FromHours(71));

        Assert.IsType<PasswordByLinkOutcome.DeadLink>(await SetAsync(token, Next)); // it is no link of the other kind
        Assert.IsType<PasswordByLinkOutcome.Set>(await SetAsync(token, Next, MailLinkKind.Invitation));
        Assert.IsType<SignInOutcome.SignedIn>(await SignInAsync(name, Next));
    }

    [Fact]
    public async Task Who_has_not_come_is_invited_again_and_the_first_link_is_dead()
    {
        var (id, _) = await InvitedAsync();
        var first = await directory.TokenAsync(id, "Invitation");
        var admin = await directory.AdminAsync();
        directory.Time.Advance(TimeSpan.FromMinutes(2));
        Assert.IsType<AccountAct.Done>(await directory.CallAsync<AccountMailActs, AccountAct>(
            acts => acts.SendPasswordResetAsync(id, admin, CancellationToken.None)));

        Assert.IsType<PasswordByLinkOutcome.DeadLink>(await SetAsync(first, Next, MailLinkKind.Invitation));
        Assert.IsType<PasswordByLinkOutcome.Set>(await SetAsync(await directory.TokenAsync(id, "Invitation"), Next, MailLinkKind.Invitation));
    }

    private async Task<(Guid Id, string Name)> InvitedAsync()
    {
        var name = Calls.NewName();
        var wanted = new NewUser(name, $"{name}@example.com", null) { ByAdministrator = true, IsInvited = true };
        var created = Assert.IsType<RegistrationOutcome.Created>(await directory.RegisterAsync(wanted, await directory.AdminAsync()));
        return (created.UserId, name);
    }

    private async Task OpenSessionAsync(Guid id)
    {
        await using var db = directory.NewContext();
        db.Add(People.NewSession(directory, id));
        await db.SaveChangesAsync();
    }

    private async Task<string> RequestAsync(Guid id, string typed)
    {
        await directory.CallAsync<MailRequests, bool>(async requests =>
        {
            await requests.ResetPasswordAsync(typed, Calls.Stranger, CancellationToken.None);
            return true;
        });
        await directory.AnswerRequestsAsync();
        return await directory.TokenAsync(id, "ResetPassword");
    }

    private Task<PasswordByLinkOutcome> SetAsync(string token, string password, MailLinkKind kind = MailLinkKind.ResetPassword) =>
        directory.CallAsync<PasswordByLink, PasswordByLinkOutcome>(links => links.SetAsync(token, kind, password, Calls.Stranger, CancellationToken.None));

    private Task<SignInOutcome> SignInAsync(string name, string password) => directory.CallAsync<PasswordSignIn, SignInOutcome>(service =>
        service.SignInAsync(new PasswordAttempt(name, password, new SignInOrigin("203.0.113.9", null, null)), CancellationToken.None));
}

public sealed class PasswordByLinkOnSqlite(SqliteDirectory directory) : PasswordByLinkSuite(directory), IClassFixture<SqliteDirectory>;

public sealed class PasswordByLinkOnPostgres(PostgresDirectory directory) : PasswordByLinkSuite(directory), IClassFixture<PostgresDirectory>;
