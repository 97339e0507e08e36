using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using UserDirectory.ExternalLogins;
using UserDirectory.Links;
using UserDirectory.SecondFactors;
using UserDirectory.Sessions;
using UserDirectory.Tests.Database;
using UserDirectory.Users;

namespace UserDirectory.Tests.Links;

public abstract class EmailChangeSuite(DirectoryFixture directory)
{
    [Fact]
    public async Task The_address_changes_when_its_owner_confirms_it_and_the_old_one_is_told()
    {
        var (id, name) = await VerifiedAsync();
        var token = await RequestAsync(id, $"{name}-new@Example.com");
        Assert.Equal($"{name}@example.com", await AddressAsync(id));
        Assert.Equal($"{name}-new@example.com", (await directory.LettersAsync(id, "ConfirmEmail"))[0].To);

        Assert.Equal($"{name}-new@example.com", await ConfirmAsync(token, id));

        Assert.Equal($"{name}-new@example.com", await AddressAsync(id));
        Assert.Equal($"{name}@example.com", Assert.Single(await directory.LettersAsync(id, "EmailChangedUndo")).To);
        Assert.Null(await ConfirmAsync(token, id));
    }

    [Fact]
    public async Task A_stranger_who_gets_the_mail_by_mistake_gets_no_account()
    {
        var (id, name) = await VerifiedAsync();
        var (stranger, _) = await VerifiedAsync();
        var token = await RequestAsync(id, $"{name}-typo@example.com");

        Assert.Null(await ConfirmAsync(token, stranger));
        Assert.Equal($"{name}@example.com", await AddressAsync(id));
        Assert.Equal($"{name}-typo@example.com", await ConfirmAsync(token, id)); // nothing was used up
    }

    [Fact]
    public async Task An_address_that_is_taken_gets_the_same_answer_and_its_owner_a_mail()
    {
        var (id, _) = await VerifiedAsync();
        var (owner, ownerName) = await VerifiedAsync();

        Assert.Equal(EmailChangeOutcome.Sent, await AskAsync(id, $"{ownerName}@EXAMPLE.com"));

        Assert.Empty(await directory.LettersAsync(id, "ConfirmEmail"));
        Assert.Single(await directory.LettersAsync(owner, "AddressWanted"));
    }

    [Fact]
    public async Task Of_two_accounts_that_want_one_address_one_gets_it()
    {
        var (one, name) = await VerifiedAsync();
        var (two, _) = await VerifiedAsync();
        var tokens = (await RequestAsync(one, $"{name}-both@example.com"), await RequestAsync(two, $"{name}-both@example.com"));

        var outcomes = await Task.WhenAll(Task.Run(() => ConfirmAsync(tokens.Item1, one)), Task.Run(() => ConfirmAsync(tokens.Item2, two)));

        Assert.Single(outcomes, address => address is not null);
    }

    [Fact]
    public async Task A_link_for_a_new_password_at_the_old_address_dies_with_it()
    {
        var (id, name) = await VerifiedAsync();
        var admin = await directory.AdminAsync();
        await directory.CallAsync<AccountMailActs, AccountAct>(acts => acts.SendPasswordResetAsync(id, admin, CancellationToken.None));
        var reset = await directory.TokenAsync(id, "ResetPasswordByAdministrator");
        await ConfirmAsync(await RequestAsync(id, $"{name}-new@example.com"), id);

        Assert.Null(await directory.CallAsync<PasswordByLink, MailLink?>(links => links.FindAsync(reset, MailLinkKind.ResetPassword, CancellationToken.None)));
    }

    [Fact]
    public async Task The_old_address_takes_it_back_and_sets_a_new_password()
    {
        var (id, name) = await VerifiedAsync();
        await ConfirmAsync(await RequestAsync(id, $"{name}-thief@example.com"), id);
        var undo = await directory.TokenAsync(id, "EmailChangedUndo");

        var reset = await UndoAsync(undo);

        Assert.Equal($"{name}@example.com", await AddressAsync(id));
        await using var db = directory.NewContext();
        Assert.Null((await db.Set<User>().SingleAsync(user => user.Id == id)).PasswordHash);
        Assert.Null(await UndoAsync(undo));
        Assert.IsType<PasswordByLinkOutcome.Set>(await directory.CallAsync<PasswordByLink, PasswordByLinkOutcome>(
            links => links.SetAsync(reset, MailLinkKind.ResetPassword, "Another-4-Meadow", Calls.Stranger, CancellationToken.None)));
    }

    /// <summary>The intruder set something up to come back, or to keep the owner out.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)] // the app was there before: the owner's, and it guards the account against whoever reads the old mailbox
    public async Task Taking_it_back_removes_what_the_intruder_set_up(bool isIntruders)
    {
        var (id, name) = await VerifiedAsync();
        if (!isIntruders) await AddFactorAsync(id);
        directory.Time.Advance(TimeSpan.FromHours(2));
        var request = await RequestAsync(id, $"{name}-thief@example.com");
        if (isIntruders) await AddFactorAsync(id);
        await AddWaysInAsync(id, name);
        await ConfirmAsync(request, id);

        Assert.NotNull(await UndoAsync(await directory.TokenAsync(id, "EmailChangedUndo")));

        await using var db = directory.NewContext();
        Assert.False(await db.Set<IdentityUserPasskey<Guid>>().AnyAsync(passkey => passkey.UserId == id));
        Assert.False(await db.Set<ExternalLoginRow>().AnyAsync(login => login.UserId == id));
        Assert.False(await db.Set<RememberedDeviceRow>().AnyAsync(device => device.UserId == id));
        Assert.False(await db.Set<UserSession>().AnyAsync(session => session.UserId == id && session.EndedAt == null));
        Assert.Equal(!isIntruders, await db.Set<TotpKeyRow>().AnyAsync(key => key.UserId == id));
        Assert.Equal(isIntruders ? 0 : 1, await db.Set<RecoveryCodeRow>().CountAsync(code => code.UserId == id)); // those made since are gone
    }

    private async Task AddFactorAsync(Guid id)
    {
        var now = directory.Time.GetUtcNow();
        await using var db = directory.NewContext();
        db.Add(new TotpKeyRow { UserId = id, WrappedKey = [1], ConfirmedAt = now });
        db.Add(new RecoveryCodeRow { UserId = id, Hash = [1], CreatedAt = now });
        await db.SaveChangesAsync();
    }

    private async Task AddWaysInAsync(Guid id, string name)
    {
        var now = directory.Time.GetUtcNow();
        await using var db = directory.NewContext();
        db.Add(new IdentityUserPasskey<Guid> { UserId = id, CredentialId = id.ToByteArray(), Data = new IdentityPasskeyData { PublicKey = [1], AttestationObject = [1], ClientDataJson = [1] } });
        db.Add(new ExternalLoginRow { Issuer = "https://elsewhere.example", Subject = name, UserId = id, Provider = "elsewhere", LinkedAt = now });
        db.Add(new RememberedDeviceRow { Id = Guid.CreateVersion7(now), UserId = id, HandleHash = id.ToByteArray(), CreatedAt = now, LastUsedAt = now, ExpiresAt = now.AddDays(30) });
        db.Add(new RecoveryCodeRow { UserId = id, Hash = [2], CreatedAt = now });
        db.Add(People.NewSession(directory, id));
        await db.SaveChangesAsync();
    }

    [Fact]
    public async Task A_second_change_does_not_send_the_way_back_to_the_thief()
    {
        var (id, name) = await VerifiedAsync();
        await ConfirmAsync(await RequestAsync(id, $"{name}-thief@example.com"), id);
        await ConfirmAsync(await RequestAsync(id, $"{name}-again@example.com"), id);

        Assert.Single(await directory.LettersAsync(id, "EmailChangedUndo"));
        Assert.Equal($"{name}-thief@example.com", Assert.Single(await directory.LettersAsync(id, "Notice.EmailChanged")).To);
        Assert.NotNull(await UndoAsync(await directory.TokenAsync(id, "EmailChangedUndo")));
        Assert.Equal($"{name}@example.com", await AddressAsync(id));
    }

    [Theory]
    [InlineData("not an address", EmailChangeOutcome.Invalid)]
    [InlineData("a@b@c", EmailChangeOutcome.Invalid)]
    [InlineData("a@example.com\r\nBcc: all@example.com", EmailChangeOutcome.Invalid)]
    public async Task What_is_no_address_is_said_to_be_none(string address, EmailChangeOutcome expected)
    {
        var (id, name) = await VerifiedAsync();
        Assert.Equal(expected, await AskAsync(id, address));
        Assert.Equal(EmailChangeOutcome.Same, await AskAsync(id, $"{name}@EXAMPLE.com"));
    }

    [Fact]
    public async Task A_link_verifies_an_address_once()
    {
        var (id, _) = await directory.RegisteredAsync();
        var token = await directory.TokenAsync(id, "WelcomeVerify");

        Assert.False(await VerifyAsync((await directory.RegisteredAsync()).Id, token)); // and that of no other account
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => VerifyAsync(id, token))));

        Assert.Single(outcomes, proved => proved);
        await using var db = directory.NewContext();
        Assert.True((await db.Set<User>().SingleAsync(user => user.Id == id)).EmailConfirmed);
    }

    private async Task<(Guid Id, string Name)> VerifiedAsync()
    {
        var person = await directory.RegisteredAsync();
        Assert.True(await VerifyAsync(person.Id, await directory.TokenAsync(person.Id, "WelcomeVerify")));
        return person;
    }

    private Task<bool> VerifyAsync(Guid id, string token) =>
        directory.CallAsync<EmailVerification, bool>(service => service.ConfirmAsync(token, id, Calls.Stranger, CancellationToken.None));

    private Task<EmailChangeOutcome> AskAsync(Guid id, string address) => directory.CallAsync<EmailChange, EmailChangeOutcome>(
        service => service.RequestAsync(id, address, Calls.Stranger with { UserId = id }, CancellationToken.None));

    private async Task<string> RequestAsync(Guid id, string address)
    {
        directory.Time.Advance(TimeSpan.FromSeconds(1)); // the newest letter is the last
        Assert.Equal(EmailChangeOutcome.Sent, await AskAsync(id, address));
        return await directory.TokenAsync(id, "ConfirmEmail");
    }

    private Task<string?> ConfirmAsync(string token, Guid id) => directory.CallAsync<EmailChange, string?>(
        service => service.ConfirmAsync(token, id, Calls.Stranger with { UserId = id }, CancellationToken.None));

    private Task<string?> UndoAsync(string token) =>
        directory.CallAsync<EmailChange, string?>(service => service.UndoAsync(token, Calls.Stranger, CancellationToken.None));

    private async Task<string?> AddressAsync(Guid id)
    {
        await using var db = directory.NewContext();
        return (await db.Set<User>().SingleAsync(user => user.Id == id)).Email;
    }
}

public sealed class EmailChangeOnSqlite(SqliteDirectory directory) : EmailChangeSuite(directory), IClassFixture<SqliteDirectory>;

public sealed class EmailChangeOnPostgres(PostgresDirectory directory) : EmailChangeSuite(directory), IClassFixture<PostgresDirectory>;
