using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using TestKit.Passkeys;
using UserDirectory.Audit;
using UserDirectory.Outbox;
using UserDirectory.Passkeys;
using UserDirectory.SignIn;
using UserDirectory.Tests.Database;
using UserDirectory.Users;

namespace UserDirectory.Tests.Passkeys;

public abstract class PasskeySuite(DirectoryFixture directory)
{
    private const string Origin = "https://localhost:3001";

    private readonly string _browser = PasskeyCredential.NewBrowser();

    [Fact]
    public async Task A_passkey_signs_its_person_in_with_two_factors_and_the_methods_say_how()
    {
        var (userId, userName) = await directory.RegisteredAsync();
        using var device = await AddedAsync(userId);
        using var synced = await AddedAsync(userId, isSynced: true);

        var byDevice = Assert.IsType<SignInOutcome.SignedIn>(await SignInAsync(device));
        var bySynced = Assert.IsType<SignInOutcome.SignedIn>(await SignInAsync(synced));

        Assert.Equal((userId, userName, "aal2"), (byDevice.User.UserId, byDevice.User.UserName, byDevice.User.Acr));
        Assert.Equal(["hwk", "user", "mfa"], byDevice.User.Amr);
        Assert.Equal(["swk", "user", "mfa"], bySynced.User.Amr);
    }

    [Fact]
    public async Task The_list_tells_what_each_passkey_is_and_when_it_was_used()
    {
        var (userId, _) = await directory.RegisteredAsync();
        using var device = await AddedAsync(userId);
        directory.Time.Advance(TimeSpan.FromMinutes(1));
        using var synced = await AddedAsync(userId, isSynced: true, aaguid: Guid.Parse("d548826e-79b4-db40-a3d8-11116f7e8349"));
        directory.Time.Advance(TimeSpan.FromMinutes(1));
        await SignInAsync(device);

        var passkeys = await ListAsync(userId);

        Assert.Equal(["Bitwarden", "Chrome on Linux"], passkeys.Select(passkey => passkey.Name));
        Assert.Equal([null, directory.Time.GetUtcNow()], passkeys.Select(passkey => passkey.LastUsedAt));
        Assert.Equal([(true, true), (false, false)], passkeys.Select(passkey => (passkey.IsSynced, passkey.IsBackedUp)));
        Assert.All(passkeys, passkey => Assert.Equal(["internal"], passkey.Transports));
    }

    [Fact]
    public async Task The_options_for_strangers_name_no_passkey_and_those_of_a_person_exclude_the_ones_there_are()
    {
        var (userId, _) = await directory.RegisteredAsync();
        using var device = await AddedAsync(userId);

        var signIn = await directory.CallAsync<PasskeySignIn, string>(service => service.BeginAsync(_browser, CancellationToken.None));
        var registration = await BeginRegistrationAsync(userId);

        Assert.Contains("\"allowCredentials\":[]", signIn, StringComparison.Ordinal);
        Assert.Contains("\"userVerification\":\"required\"", signIn, StringComparison.Ordinal);
        Assert.Contains("\"residentKey\":\"required\"", registration, StringComparison.Ordinal);
        Assert.Contains("\"excludeCredentials\":[{", registration, StringComparison.Ordinal);
        await using var db = directory.NewContext();
        Assert.False(await db.Set<PasskeyChallengeRow>().AnyAsync(row => row.ExpiresAt > directory.Time.GetUtcNow() + TimeSpan.FromMinutes(5)));
    }

    [Fact]
    public async Task Of_twenty_answers_at_once_to_one_challenge_one_signs_in()
    {
        var (userId, _) = await directory.RegisteredAsync();
        using var synced = await AddedAsync(userId, isSynced: true); // no counter that would tell them apart
        var answer = synced.Get(await BeginSignInAsync());

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => SignInAsync(answer))));

        Assert.Single(outcomes, outcome => outcome is SignInOutcome.SignedIn);
        Assert.All(outcomes.Where(outcome => outcome is not SignInOutcome.SignedIn), outcome => Assert.IsType<SignInOutcome.Refused>(outcome));
    }

    [Fact]
    public async Task Of_ten_answers_at_once_with_one_counter_one_signs_in()
    {
        var (userId, _) = await directory.RegisteredAsync();
        using var device = await AddedAsync(userId);
        var answers = new List<string>();
        for (var copy = 0; copy < 10; copy++) answers.Add(device.Get(await BeginSignInAsync(), new WrongAnswer { Counter = 50 }));

        var outcomes = await Task.WhenAll(answers.Select(answer => Task.Run(() => SignInAsync(answer))));

        Assert.Single(outcomes, outcome => outcome is SignInOutcome.SignedIn);
        Assert.Equal(9, await RecordsAsync(userId, "user.sign_in_refused", "signature counter went back"));
    }

    [Theory]
    [InlineData(1u)]
    [InlineData(0u)]
    public async Task A_counter_that_does_not_go_up_is_refused_and_recorded(uint counter)
    {
        var (userId, _) = await directory.RegisteredAsync();
        using var device = await AddedAsync(userId);

        Assert.IsType<SignInOutcome.Refused>(await SignInAsync(device, new WrongAnswer { Counter = counter }));

        Assert.Equal(1, await RecordsAsync(userId, "user.sign_in_refused", "signature counter went back"));
        Assert.IsType<SignInOutcome.SignedIn>(await SignInAsync(device)); // the true one still works
    }

    [Fact]
    public async Task After_its_time_a_challenge_is_answered_by_nobody()
    {
        var (userId, _) = await directory.RegisteredAsync();
        using var device = await AddedAsync(userId);
        var answer = device.Get(await BeginSignInAsync());

        directory.Time.Advance(PasskeyChallenges.Lifetime);

        Assert.IsType<SignInOutcome.Refused>(await SignInAsync(answer));
    }

    [Fact]
    public async Task A_challenge_is_for_one_purpose_one_person_and_one_browser()
    {
        var (userId, _) = await directory.RegisteredAsync();
        var (otherId, _) = await directory.RegisteredAsync();
        using var device = await AddedAsync(userId);
        using var second = new SoftwareAuthenticator(Origin);

        var toRegister = await BeginRegistrationAsync(userId);
        Assert.IsType<SignInOutcome.Refused>(await SignInAsync(device.Get(toRegister.Replace("\"rp\":", "\"rpId\":\"localhost\",\"rp\":", StringComparison.Ordinal))));
        Assert.IsType<PasskeyRegistrationOutcome.Refused>(await FinishAsync(otherId, second.Create(toRegister)));
        Assert.IsType<PasskeyRegistrationOutcome.Refused>(await FinishAsync(userId, second.Create(toRegister), PasskeyCredential.NewBrowser()));

        Assert.IsType<PasskeyRegistrationOutcome.Added>(await FinishAsync(userId, second.Create(toRegister))); // what did not fit took nothing away
        Assert.Empty(await ListAsync(otherId));
    }

    [Fact]
    public async Task A_passkey_belongs_to_one_account()
    {
        var (userId, _) = await directory.RegisteredAsync();
        var (otherId, _) = await directory.RegisteredAsync();
        using var device = await AddedAsync(userId);

        Assert.IsType<PasskeyRegistrationOutcome.Refused>(await FinishAsync(otherId, device.Create(await BeginRegistrationAsync(otherId))));
        Assert.IsType<PasskeyRegistrationOutcome.Refused>(await FinishAsync(userId, device.Create(await BeginRegistrationAsync(userId))));
        Assert.Single(await ListAsync(userId));
    }

    [Fact]
    public async Task Suspended_accounts_are_not_entered_and_those_to_be_deleted_may_be_kept()
    {
        var (suspended, _) = await directory.RegisteredAsync();
        using var first = await AddedAsync(suspended);
        await directory.CallAsync<UserStatusChange, StatusChangeOutcome>(service => service.SuspendAsync(suspended, Actor.System, CancellationToken.None));
        var (leaving, _) = await directory.RegisteredAsync();
        using var second = await AddedAsync(leaving);
        await directory.CallAsync<UserDirectory.Deletion.AccountDeletion, UserDirectory.Deletion.DeletionOutcome>(
            service => service.RequestAsync(leaving, Calls.Stranger with { UserId = leaving }, CancellationToken.None));

        Assert.IsType<SignInOutcome.Refused>(await SignInAsync(first));
        Assert.Equal(leaving, Assert.IsType<SignInOutcome.PendingDeletion>(await SignInAsync(second)).Account.UserId);
        Assert.Null(await directory.CallAsync<PasskeyRegistration, string?>(service => service.BeginAsync(suspended, _browser, CancellationToken.None)));
    }

    [Fact]
    public async Task A_removed_passkey_opens_nothing_and_its_owner_is_told()
    {
        var (userId, _) = await directory.RegisteredAsync();
        using var device = await AddedAsync(userId);
        var id = Assert.Single(await ListAsync(userId)).Id;

        Assert.IsType<PasskeyRemoval.NotFound>(await RemoveAsync((await directory.RegisteredAsync()).Id, id));
        Assert.IsType<PasskeyRemoval.Removed>(await RemoveAsync(userId, id));
        Assert.IsType<PasskeyRemoval.NotFound>(await RemoveAsync(userId, id));

        Assert.IsType<SignInOutcome.Refused>(await SignInAsync(device));
        Assert.Equal((1, 1), (await RecordsAsync(userId, "user.passkey_added"), await RecordsAsync(userId, "user.passkey_removed")));
        await using var db = directory.NewContext();
        var letters = await db.Set<OutboxMessage>().Where(message => message.UserId == userId).Select(message => message.Payload).ToListAsync();
        Assert.Single(letters, letter => letter.Contains("PasskeyAdded", StringComparison.Ordinal));
        Assert.Single(letters, letter => letter.Contains("PasskeyRemoved", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_last_way_into_an_account_stays_also_when_all_are_removed_at_once()
    {
        var (userId, _) = await directory.RegisteredAsync();
        for (var number = 0; number < 3; number++) (await AddedAsync(userId)).Dispose();
        await using (var db = directory.NewContext())
            await db.Set<User>().Where(user => user.Id == userId).ExecuteUpdateAsync(set => set.SetProperty(user => user.PasswordHash, (string?)null));

        var session = await directory.OpenSessionAsync(userId);
        var removals = await Task.WhenAll((await ListAsync(userId)).Select(passkey => Task.Run(() => RemoveAsync(userId, passkey.Id, session))));

        Assert.Single(removals, removal => removal is PasskeyRemoval.LastWayIn);
        Assert.Single(await ListAsync(userId));
    }

    [Fact]
    public async Task The_last_second_factor_of_who_must_have_one_stays()
    {
        var (userId, _) = await directory.RegisteredAsync();
        var role = await directory.NewGuardedRoleAsync();
        await using (var db = directory.NewContext())
        {
            db.Add(new IdentityUserRole<Guid> { UserId = userId, RoleId = role.Id });
            await db.SaveChangesAsync();
        }

        for (var number = 0; number < 2; number++) (await AddedAsync(userId)).Dispose();
        var session = await directory.OpenSessionAsync(userId);
        var removals = await Task.WhenAll((await ListAsync(userId)).Select(passkey => Task.Run(() => RemoveAsync(userId, passkey.Id, session))));

        Assert.Single(removals, removal => removal is PasskeyRemoval.Removed);
        Assert.Single(removals, removal => removal is PasskeyRemoval.LastSecondFactor);
        Assert.Single(await ListAsync(userId));
    }

    [Fact]
    public async Task A_passkey_is_renamed_by_its_owner_alone()
    {
        var (userId, _) = await directory.RegisteredAsync();
        var (otherId, _) = await directory.RegisteredAsync();
        (await AddedAsync(userId)).Dispose();
        var id = Assert.Single(await ListAsync(userId)).Id;

        Assert.False(await RenameAsync(otherId, id, "Mine"));
        Assert.False(await RenameAsync(userId, "not base64url!", "Mine"));
        Assert.True(await RenameAsync(userId, id, "Work laptop"));
        Assert.Equal("Work laptop", Assert.Single(await ListAsync(userId)).Name);
        Assert.Equal(1, await RecordsAsync(userId, "user.passkey_renamed"));
    }

    [Fact]
    public async Task An_account_has_as_many_passkeys_as_it_may_and_no_more()
    {
        var (userId, _) = await directory.RegisteredAsync();
        for (var number = 0; number < PasskeyRegistration.MostPasskeys; number++) (await AddedAsync(userId)).Dispose();
        using var device = new SoftwareAuthenticator(Origin);
        Assert.IsType<PasskeyRegistrationOutcome.TooMany>(await FinishAsync(userId, device.Create(await BeginRegistrationAsync(userId))));
    }

    private async Task<SoftwareAuthenticator> AddedAsync(Guid userId, bool isSynced = false, Guid aaguid = default)
    {
        var device = new SoftwareAuthenticator(Origin) { IsSynced = isSynced, Aaguid = aaguid };
        Assert.IsType<PasskeyRegistrationOutcome.Added>(await FinishAsync(userId, device.Create(await BeginRegistrationAsync(userId))));
        return device;
    }

    private async Task<string> BeginRegistrationAsync(Guid userId) =>
        (await directory.CallAsync<PasskeyRegistration, string?>(service => service.BeginAsync(userId, _browser, CancellationToken.None)))!;

    private Task<PasskeyRegistrationOutcome> FinishAsync(Guid userId, string answer, string? browser = null) =>
        directory.CallAsync<PasskeyRegistration, PasskeyRegistrationOutcome>(service => service.FinishAsync(
            new PasskeyCredential(browser ?? _browser, answer), userId, "Chrome on Linux", Calls.Stranger with { UserId = userId }, CancellationToken.None));

    private Task<string> BeginSignInAsync() =>
        directory.CallAsync<PasskeySignIn, string>(service => service.BeginAsync(_browser, CancellationToken.None));

    private async Task<SignInOutcome> SignInAsync(SoftwareAuthenticator device, WrongAnswer? wrong = null) =>
        await SignInAsync(device.Get(await BeginSignInAsync(), wrong));

    private Task<SignInOutcome> SignInAsync(string answer) => directory.CallAsync<PasskeySignIn, SignInOutcome>(
        service => service.SignInAsync(new PasskeyCredential(_browser, answer), new SignInOrigin("203.0.113.7", "Test/1.0", null), CancellationToken.None));

    private Task<IReadOnlyList<PasskeySummary>> ListAsync(Guid userId) =>
        directory.CallAsync<UserPasskeys, IReadOnlyList<PasskeySummary>>(service => service.ListAsync(userId, CancellationToken.None));

    private Task<bool> RenameAsync(Guid userId, string id, string name) => directory.CallAsync<UserPasskeys, bool>(
        service => service.RenameAsync(userId, id, name, Calls.Stranger with { UserId = userId }, CancellationToken.None));

    private async Task<PasskeyRemoval> RemoveAsync(Guid userId, string id, Guid? here = null)
    {
        var session = here ?? await directory.OpenSessionAsync(userId);
        return await directory.CallAsync<UserPasskeys, PasskeyRemoval>(
            service => service.RemoveAsync(userId, id, session, Calls.Stranger with { UserId = userId }, CancellationToken.None));
    }

    private async Task<int> RecordsAsync(Guid userId, string action, string? detail = null)
    {
        var page = await directory.CallAsync<AuditTrail, AuditPage>(
            trail => trail.FindAsync(new AuditQuery { TargetId = userId.ToString(), Limit = 100 }, CancellationToken.None));
        return page.Items.Count(entry => entry.Action == action && (detail is null || entry.Detail == detail));
    }
}

public sealed class PasskeysOnSqlite(SqliteDirectory directory) : PasskeySuite(directory), IClassFixture<SqliteDirectory>;

public sealed class PasskeysOnPostgres(PostgresDirectory directory) : PasskeySuite(directory), IClassFixture<PostgresDirectory>;
