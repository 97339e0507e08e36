using Microsoft.EntityFrameworkCore;
using UserDirectory.Audit;
using UserDirectory.SecondFactors;
using UserDirectory.Sessions;
using UserDirectory.SignIn;
using UserDirectory.Tests.Database;
using UserDirectory.Users;
using static UserDirectory.SecondFactors.SecondFactorMethods;

namespace UserDirectory.Tests.SecondFactors;

public abstract class StepProofSuite(DirectoryFixture directory)
{
    [Fact]
    public async Task A_code_completes_the_sign_in_with_both_factors()
    {
        var app = await Authenticator.SetUpAsync(directory);
        var proved = Assert.IsType<StepOutcome.Proved>(await app.ProveAsync(Totp, app.Code()));

        Assert.Equal("aal2", proved.User.Acr);
        Assert.Equal(["pwd", "otp", "mfa"], proved.User.Amr);
        Assert.Equal(directory.Time.GetUtcNow(), proved.User.AuthTime);
    }

    [Fact]
    public async Task A_session_gets_stronger_by_a_code_and_one_that_was_ended_elsewhere_does_not()
    {
        var app = await Authenticator.SetUpAsync(directory);
        var weak = app.Person with { Acr = AssuranceLevels.One, Amr = ["pwd", "rba"] };
        var session = await Authenticator.SessionOfAsync(directory, weak);

        var proved = Assert.IsType<StepOutcome.Proved>(await StepUpAsync(app, session));
        Assert.Equal("aal2", proved.User.Acr);
        Assert.Equal(["pwd", "otp", "mfa"], proved.User.Amr);

        directory.Time.Advance(TimeSpan.FromSeconds(30));
        var ended = directory.Time.GetUtcNow();
        await using (var db = directory.NewContext()) // by an instance that this one has not heard of yet
            await db.Set<UserSession>().Where(row => row.Id == session).ExecuteUpdateAsync(set => set.SetProperty(row => row.EndedAt, ended));
        Assert.IsType<StepOutcome.Gone>(await StepUpAsync(app, session));
        Assert.IsType<StepOutcome.Gone>(await StepUpAsync(app, await Authenticator.SessionOfAsync(directory, await Authenticator.SignedInAsync(directory))));

        Assert.IsType<StepOutcome.Proved>(await StepUpAsync(app, await Authenticator.SessionOfAsync(directory, weak))); // nothing was used up
    }

    private Task<StepOutcome> StepUpAsync(Authenticator app, Guid session) => directory.CallAsync<StepProof, StepOutcome>(
        proof => proof.ProveAsync(app.Person.UserId, session, new StepCode(Totp, app.Code()), Authenticator.Origin, CancellationToken.None));

    [Fact]
    public async Task A_step_counts_once_and_none_before_it()
    {
        var app = await Authenticator.SetUpAsync(directory);
        directory.Time.Advance(TimeSpan.FromSeconds(60));
        Assert.IsType<StepOutcome.Proved>(await app.ProveAsync(Totp, app.Code()));

        Assert.IsType<StepOutcome.Wrong>(await app.ProveAsync(Totp, app.Code()));
        Assert.IsType<StepOutcome.Wrong>(await app.ProveAsync(Totp, app.Code(-1)));
        Assert.IsType<StepOutcome.Proved>(await app.ProveAsync(Totp, app.Code(1)));
    }

    [Theory]
    [InlineData(-2)]
    [InlineData(2)]
    public async Task Two_steps_off_is_wrong(int distance)
    {
        var app = await Authenticator.SetUpAsync(directory);
        directory.Time.Advance(TimeSpan.FromMinutes(5));
        Assert.IsType<StepOutcome.Wrong>(await app.ProveAsync(Totp, app.Code(distance)));
    }

    [Fact]
    public async Task Of_4_sign_ins_at_once_with_one_code_1_is_completed()
    {
        var app = await Authenticator.SetUpAsync(directory);
        var (code, handles) = (app.Code(), new List<string>());
        for (var i = 0; i < 4; i++) handles.Add(await app.BeginAsync());
        var outcomes = await Task.WhenAll(handles.Select(handle => app.ProveAsync(Totp, code, handle)));
        Assert.Single(outcomes.OfType<StepOutcome.Proved>());
    }

    [Fact]
    public async Task Of_4_callers_at_once_with_one_handle_1_is_signed_in()
    {
        var app = await Authenticator.SetUpAsync(directory);
        var handle = await app.BeginAsync();
        var codes = app.RecoveryCodes.Take(4).ToList(); // each is right by itself
        var outcomes = await Task.WhenAll(codes.Select(code => app.ProveAsync(RecoveryCode, code, handle)));

        Assert.Single(outcomes.OfType<StepOutcome.Proved>());
        await using var db = directory.NewContext();
        Assert.Equal(1, await db.Set<RecoveryCodeRow>().CountAsync(row => row.UserId == app.Person.UserId && row.UsedAt != null));
    }

    [Fact]
    public async Task Of_20_guesses_at_once_5_are_looked_at_in_all_sign_ins_together()
    {
        var app = await Authenticator.SetUpAsync(directory);
        var handles = new List<string>();
        for (var i = 0; i < 20; i++) handles.Add(await app.BeginAsync());
        await Task.WhenAll(handles.Select(handle => app.ProveAsync(Totp, "not it", handle)));

        Assert.Equal(5, await RefusalsAsync(app.Person.UserId, "totp: wrong code"));
        Assert.IsType<StepOutcome.Wrong>(await app.ProveAsync(Totp, app.Code())); // the right one, too late
        Assert.IsType<StepOutcome.Wrong>(await app.ProveAsync(RecoveryCode, app.RecoveryCodes[0])); // the budget is that of all methods
    }

    [Fact]
    public async Task Guesses_at_the_second_step_do_not_lock_the_first_and_a_known_browser_keeps_its_own_budget()
    {
        var app = await Authenticator.SetUpAsync(directory);
        for (var i = 0; i < 6; i++) await app.ProveAsync(Totp, "000000x");

        var password = new PasswordAttempt(app.Person.UserName, Calls.Password, Authenticator.Origin);
        Assert.IsType<SignInOutcome.SignedIn>(
            await directory.CallAsync<PasswordSignIn, SignInOutcome>(service => service.SignInAsync(password, CancellationToken.None)));
        var known = Authenticator.Origin with { KnownDevice = directory.Get<KnownDevices>().Remember(null, app.Person.UserId) };
        Assert.IsType<StepOutcome.Proved>(await app.ProveAsync(Totp, app.Code(), origin: known));
    }

    [Fact]
    public async Task A_sign_in_ends_after_5_codes_and_after_10_minutes()
    {
        var app = await Authenticator.SetUpAsync(directory);
        var handle = await app.BeginAsync();
        for (var i = 0; i < 5; i++)
            await app.ProveAsync(Totp, "wrong", handle, Authenticator.Origin with { IpAddress = $"198.51.{i}.1" }); // no lockout in the way
        Assert.IsType<StepOutcome.Gone>(await app.ProveAsync(Totp, app.Code(), handle, Authenticator.Origin with { IpAddress = "198.51.99.1" }));

        var late = await app.BeginAsync();
        directory.Time.Advance(PartialSignIns.Lifetime);
        Assert.IsType<StepOutcome.Gone>(await app.ProveAsync(Totp, app.Code(), late));
    }

    [Fact]
    public async Task A_code_of_another_person_is_wrong()
    {
        var (alice, bob) = (await Authenticator.SetUpAsync(directory), await Authenticator.SetUpAsync(directory));
        Assert.IsType<StepOutcome.Wrong>(await alice.ProveAsync(Totp, bob.Code()));
        Assert.IsType<StepOutcome.Wrong>(await alice.ProveAsync(RecoveryCode, bob.RecoveryCodes[0]));
    }

    [Fact]
    public async Task A_recovery_code_counts_once_in_any_spelling_and_new_ones_end_it()
    {
        var app = await Authenticator.SetUpAsync(directory);
        Assert.Equal(10, app.RecoveryCodes.Distinct().Count());
        var spelling = app.RecoveryCodes[0].ToUpperInvariant().Replace("-", " ", StringComparison.Ordinal);
        Assert.IsType<StepOutcome.Proved>(await app.ProveAsync(RecoveryCode, spelling));
        Assert.IsType<StepOutcome.Wrong>(await app.ProveAsync(RecoveryCode, app.RecoveryCodes[0]));

        var made = await directory.CallAsync<RecoveryCodes, IReadOnlyList<string>?>(
            codes => codes.MakeAsync(app.Person.UserId, Calls.Stranger, CancellationToken.None));
        Assert.IsType<StepOutcome.Wrong>(await app.ProveAsync(RecoveryCode, app.RecoveryCodes[1]));
        Assert.IsType<StepOutcome.Proved>(await app.ProveAsync(RecoveryCode, made![0]));
    }

    [Theory]
    [InlineData("another password")]
    [InlineData("suspended")]
    public async Task What_waits_ends_with_what_it_was_begun_with(string change)
    {
        var app = await Authenticator.SetUpAsync(directory);
        var handle = await app.BeginAsync();
        await using (var db = directory.NewContext())
        {
            var user = db.Set<User>().Where(row => row.Id == app.Person.UserId);
            await (change == "suspended"
                ? user.ExecuteUpdateAsync(set => set.SetProperty(row => row.Status, UserStatus.Suspended))
                : user.ExecuteUpdateAsync(set => set.SetProperty(row => row.SecurityStamp, "another")));
        }

        Assert.IsType<StepOutcome.Gone>(await app.ProveAsync(Totp, app.Code(), handle));
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task Nothing_waits_under_a_made_up_handle(string handle)
    {
        var app = await Authenticator.SetUpAsync(directory);
        Assert.IsType<StepOutcome.Gone>(await app.ProveAsync(Totp, app.Code(), handle));
    }

    [Theory]
    [InlineData(EmailCode)]
    [InlineData(Passkey)]
    [InlineData("sms")]
    public async Task A_method_that_the_person_does_not_have_proves_nothing(string method)
    {
        var app = await Authenticator.SetUpAsync(directory);
        Assert.IsType<StepOutcome.Wrong>(await app.ProveAsync(method, app.Code()));
    }

    [Fact]
    public async Task Keys_and_codes_are_not_in_the_database()
    {
        var app = await Authenticator.SetUpAsync(directory);
        await using var db = directory.NewContext();
        var key = await db.Set<TotpKeyRow>().SingleAsync(row => row.UserId == app.Person.UserId);
        Assert.Equal(-1, key.WrappedKey.AsSpan().IndexOf(app.Key));
        Assert.All(await db.Set<RecoveryCodeRow>().Where(row => row.UserId == app.Person.UserId).ToListAsync(), row => Assert.Equal(32, row.Hash.Length));
    }

    private async Task<int> RefusalsAsync(Guid userId, string detail)
    {
        var page = await directory.CallAsync<AuditTrail, AuditPage>(trail => trail.FindAsync(
            new AuditQuery { TargetId = userId.ToString(), Limit = 100 }, CancellationToken.None));
        return page.Items.Count(entry => entry.Detail == detail);
    }
}

public sealed class StepProofOnSqlite(SqliteDirectory directory) : StepProofSuite(directory), IClassFixture<SqliteDirectory>;

public sealed class StepProofOnPostgres(PostgresDirectory directory) : StepProofSuite(directory), IClassFixture<PostgresDirectory>;
