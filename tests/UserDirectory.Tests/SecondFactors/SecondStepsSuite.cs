using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults.MasterKeys;
using UserDirectory.Mail;
using UserDirectory.Outbox;
using UserDirectory.SecondFactors;
using UserDirectory.Sessions;
using UserDirectory.SignIn;
using UserDirectory.Tests.Database;
using UserDirectory.Users;

namespace UserDirectory.Tests.SecondFactors;

public abstract class SecondStepsSuite(DirectoryFixture directory)
{
    private static readonly StepDemand Wished = new(IsWished: true);
    private static readonly StepDemand Required = new(IsWished: true, IsRequired: true);

    [Fact]
    public async Task Who_has_nothing_set_up_owes_nothing_unless_it_is_required()
    {
        var person = await Authenticator.SignedInAsync(directory);
        Assert.Equal(person, Assert.IsType<SecondStep.None>(await DueAsync(person)).User);
        Assert.IsType<SecondStep.None>(await DueAsync(person, Wished));
        Assert.IsType<SecondStep.EnrolmentDue>(await DueAsync(person, Required));
    }

    [Fact]
    public async Task An_authenticator_app_makes_the_step_due_and_two_factors_end_it()
    {
        var app = await Authenticator.SetUpAsync(directory);
        Assert.Equal(["totp", "recovery_code"], Assert.IsType<SecondStep.Due>(await DueAsync(First(app))).Methods);
        Assert.IsType<SecondStep.None>(await DueAsync(app.Person, Required));
    }

    [Fact]
    public async Task A_role_that_requires_it_has_a_second_factor_set_up_first()
    {
        var role = (await directory.NewGuardedRoleAsync()).Name!;
        var person = await Authenticator.SignedInAsync(directory, role);
        Assert.IsType<SecondStep.EnrolmentDue>(await DueAsync(person));
    }

    [Fact]
    public async Task A_remembered_browser_leaves_the_step_out_says_so_and_never_stands_for_a_factor()
    {
        var app = await Authenticator.SetUpAsync(directory);
        var cookie = await RememberAsync(app.Person);

        var none = Assert.IsType<SecondStep.None>(await DueAsync(First(app), cookie: cookie));
        Assert.Equal("aal1", none.User.Acr);
        Assert.Equal(["pwd", "rba"], none.User.Amr);
        Assert.IsType<SecondStep.Due>(await DueAsync(First(app), Wished, cookie));
        Assert.IsType<SecondStep.Due>(await DueAsync(First(app), Required, cookie));
        Assert.IsType<SecondStep.Due>(await DueAsync(First(app), new StepDemand(IsRepeated: true), cookie));
    }

    [Fact]
    public async Task A_remembered_browser_is_one_persons_ends_and_is_forgotten()
    {
        var (alice, bob) = (await Authenticator.SetUpAsync(directory), await Authenticator.SetUpAsync(directory));
        var cookie = await RememberAsync(alice.Person);
        Assert.IsType<SecondStep.Due>(await DueAsync(First(bob), cookie: cookie));
        Assert.IsType<SecondStep.Due>(await DueAsync(First(alice), cookie: cookie[..^2] + "AA"));

        var device = Assert.Single(await directory.CallAsync<RememberedDevices, IReadOnlyList<RememberedDevice>>(
            devices => devices.ListAsync(alice.Person.UserId, CancellationToken.None)));
        Assert.False(await ForgetAsync(bob.Person.UserId, device.Id));
        Assert.IsType<SecondStep.None>(await DueAsync(First(alice), cookie: cookie));
        Assert.True(await ForgetAsync(alice.Person.UserId, device.Id));
        Assert.IsType<SecondStep.Due>(await DueAsync(First(alice), cookie: cookie));

        var again = await RememberAsync(alice.Person);
        directory.Time.Advance(TimeSpan.FromDays(30));
        Assert.IsType<SecondStep.Due>(await DueAsync(First(alice), cookie: again));
    }

    [Fact]
    public async Task Another_second_factor_ends_what_is_remembered_and_all_other_sessions()
    {
        var app = await Authenticator.SetUpAsync(directory);
        var cookie = await RememberAsync(app.Person);
        var (here, there) = (await Authenticator.SessionOfAsync(directory, app.Person), await Authenticator.SessionOfAsync(directory, app.Person));
        var key = await directory.CallAsync<AuthenticatorApps, NewAuthenticator>(apps => apps.BeginAsync(app.Person.UserId, CancellationToken.None));
        Assert.IsType<SecondStep.None>(await DueAsync(First(app), cookie: cookie)); // that one was shown changes nothing

        Assert.True(await directory.CallAsync<AuthenticatorApps, bool>(
            apps => apps.RemoveAsync(app.Person.UserId, here, Calls.Stranger with { UserId = app.Person.UserId }, CancellationToken.None)));
        await using var db = directory.NewContext();
        Assert.False(await db.Set<RememberedDeviceRow>().AnyAsync(row => row.UserId == app.Person.UserId));
        Assert.Null((await db.Set<UserSession>().SingleAsync(row => row.Id == here)).EndedAt);
        Assert.NotNull((await db.Set<UserSession>().SingleAsync(row => row.Id == there)).EndedAt);
        Assert.IsType<SecondStep.None>(await DueAsync(First(app)));
        Assert.NotEqual("", key.Id);
    }

    [Fact]
    public async Task Codes_by_mail_are_for_verified_addresses_reach_one_factor_and_lead_on_to_setting_up_where_two_are_needed()
    {
        var person = await Authenticator.SignedInAsync(directory);
        Assert.False(await SetMailAsync(person, true)); // not verified
        await VerifyAsync(person);
        Assert.True(await SetMailAsync(person, true));
        Assert.Equal(["email_code"], Assert.IsType<SecondStep.Due>(await DueAsync(person)).Methods);
        Assert.Equal(["email_code"], Assert.IsType<SecondStep.Due>(await DueAsync(person, Required)).Methods);

        var handle = await BeginAsync(person);
        Assert.Equal(EmailCodeOutcome.Sent, await SendAsync(handle));
        Assert.IsType<EnrolmentOutcome.Gone>(await ConfirmAsync(handle, person)); // the mail first
        var proved = Assert.IsType<StepOutcome.Proved>(await ProveAsync(handle, await MailedCodeAsync(person.UserId)));
        Assert.Equal("aal1", proved.User.Acr);
        Assert.Equal(["pwd", "otp"], proved.User.Amr);
        Assert.IsType<SecondStep.None>(await DueAsync(proved.User));
        Assert.IsType<SecondStep.EnrolmentDue>(await DueAsync(proved.User, Required));
    }

    [Fact]
    public async Task A_mailed_code_is_one_sign_ins_counts_once_and_is_mailed_once_a_minute_and_five_times_an_hour()
    {
        var person = await Authenticator.SignedInAsync(directory);
        await VerifyAsync(person);
        await SetMailAsync(person, true);
        var (handle, other) = (await BeginAsync(person), await BeginAsync(person));
        Assert.Equal(EmailCodeOutcome.Sent, await SendAsync(handle));
        Assert.Equal(EmailCodeOutcome.TooSoon, await SendAsync(other));
        var code = await MailedCodeAsync(person.UserId);
        Assert.IsType<StepOutcome.Wrong>(await ProveAsync(other, code));
        Assert.IsType<StepOutcome.Proved>(await ProveAsync(handle, code));
        Assert.IsType<StepOutcome.Gone>(await ProveAsync(handle, code));

        for (var sent = 1; sent < 5; sent++)
        {
            directory.Time.Advance(TimeSpan.FromSeconds(61));
            Assert.Equal(EmailCodeOutcome.Sent, await SendAsync(await BeginAsync(person)));
        }

        directory.Time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(EmailCodeOutcome.TooSoon, await SendAsync(await BeginAsync(person)));
    }

    [Fact]
    public async Task Who_has_an_authenticator_app_is_not_let_in_by_mail()
    {
        var app = await Authenticator.SetUpAsync(directory);
        await VerifyAsync(app.Person);
        await SetMailAsync(app.Person, true);
        Assert.DoesNotContain("email_code", Assert.IsType<SecondStep.Due>(await DueAsync(First(app))).Methods);
        Assert.Equal(EmailCodeOutcome.Gone, await SendAsync(await app.BeginAsync()));
    }

    private static SignedInUser First(Authenticator app) => app.Person with { Acr = "aal1", Amr = ["pwd"] };

    private Task<SecondStep> DueAsync(SignedInUser person, StepDemand? demand = null, string? cookie = null) =>
        directory.CallAsync<SecondSteps, SecondStep>(steps => steps.DueAsync(person, demand ?? StepDemand.None, cookie, CancellationToken.None));

    private async Task<string> RememberAsync(SignedInUser person) => Assert.IsType<string>(
        await directory.CallAsync<RememberedDevices, string?>(
            devices => devices.RememberAsync(person.UserId, null, Authenticator.Origin, Calls.Stranger, CancellationToken.None)));

    private Task<bool> ForgetAsync(Guid userId, Guid id) => directory.CallAsync<RememberedDevices, bool>(
        devices => devices.ForgetAsync(userId, id, Calls.Stranger, CancellationToken.None));

    private async Task<string> BeginAsync(SignedInUser person) => Assert.IsType<string>(await directory.CallAsync<PartialSignIns, string?>(
        partial => partial.BeginAsync(person with { AuthTime = directory.Time.GetUtcNow() }, "/", Authenticator.Origin, CancellationToken.None)));

    private Task<EmailCodeOutcome> SendAsync(string handle) =>
        directory.CallAsync<EmailCodes, EmailCodeOutcome>(codes => codes.SendAsync(handle, Calls.Stranger, CancellationToken.None));

    private Task<StepOutcome> ProveAsync(string handle, string code) => directory.CallAsync<StepProof, StepOutcome>(
        proof => proof.ProveAsync(handle, new StepCode("email_code", code), Authenticator.Origin, CancellationToken.None));

    private async Task<EnrolmentOutcome> ConfirmAsync(string handle, SignedInUser person)
    {
        var key = await directory.CallAsync<AuthenticatorApps, NewAuthenticator>(apps => apps.BeginAsync(person.UserId, CancellationToken.None));
        return await directory.CallAsync<AuthenticatorApps, EnrolmentOutcome>(
            apps => apps.ConfirmAsync(handle, new EnrolmentCode(key.Id, "123456"), Calls.Stranger, CancellationToken.None));
    }

    private async Task<bool> SetMailAsync(SignedInUser person, bool on)
    {
        var session = await Authenticator.SessionOfAsync(directory, person);
        return await directory.CallAsync<EmailCodeChoice, bool>(
            choice => choice.SetAsync(person.UserId, on, session, Calls.Stranger with { UserId = person.UserId }, CancellationToken.None));
    }

    private async Task VerifyAsync(SignedInUser person)
    {
        await using var db = directory.NewContext();
        await db.Set<User>().Where(user => user.Id == person.UserId).ExecuteUpdateAsync(set => set.SetProperty(user => user.EmailConfirmed, true));
    }

    private async Task<string> MailedCodeAsync(Guid userId)
    {
        await using var db = directory.NewContext();
        var letters = await db.Set<OutboxMessage>().AsNoTracking().Where(message => message.UserId == userId && message.Kind == OutboxKinds.Mail)
            .OrderByDescending(message => message.CreatedAt).ToListAsync();
        return letters.Select(message => SealedSecret.Open(message, directory.Get<MasterKey>())).OfType<string>()
            .Select(secret => JsonSerializer.Deserialize<LetterSecret>(secret)!.Code)
            .OfType<string>().First(); // other letters hold links
    }
}

public sealed class SecondStepsOnSqlite(SqliteDirectory directory) : SecondStepsSuite(directory), IClassFixture<SqliteDirectory>;

public sealed class SecondStepsOnPostgres(PostgresDirectory directory) : SecondStepsSuite(directory), IClassFixture<PostgresDirectory>;
