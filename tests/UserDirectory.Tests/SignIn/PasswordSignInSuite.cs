using Microsoft.EntityFrameworkCore;
using UserDirectory.Audit;
using UserDirectory.Links;
using UserDirectory.Passwords;
using UserDirectory.Sessions;
using UserDirectory.SignIn;
using UserDirectory.Tests.Database;
using UserDirectory.Tests.Links;
using UserDirectory.Users;

namespace UserDirectory.Tests.SignIn;

public abstract class PasswordSignInSuite(DirectoryFixture directory)
{
    private const string Wrong = "Not-the-1-password";

    [Theory]
    [InlineData("{0}")]
    [InlineData("{0}@example.com")]
    [InlineData("  {0}@EXAMPLE.com ")]
    public async Task A_person_signs_in_by_name_or_address(string form)
    {
        var (id, name) = await directory.RegisteredAsync();

        var signedIn = Assert.IsType<SignInOutcome.SignedIn>(await TryAsync(string.Format(null, form, name), Calls.Password));

        Assert.Equal((id, name, "aal1"), (signedIn.User.UserId, signedIn.User.UserName, signedIn.User.Acr));
        Assert.Equal(["pwd"], signedIn.User.Amr);
        Assert.Equal(directory.Time.GetUtcNow(), signedIn.User.AuthTime);
    }

    [Fact]
    public async Task Unknown_wrong_and_suspended_get_the_same_answer()
    {
        var (suspended, suspendedName) = await directory.RegisteredAsync();
        await directory.CallAsync<UserStatusChange, StatusChangeOutcome>(service => service.SuspendAsync(suspended, Actor.System, CancellationToken.None));
        var (_, name) = await directory.RegisteredAsync();

        Assert.IsType<SignInOutcome.Refused>(await TryAsync(suspendedName, Calls.Password));
        Assert.IsType<SignInOutcome.Refused>(await TryAsync(name, Wrong));
        Assert.IsType<SignInOutcome.Refused>(await TryAsync("nobody-" + name, Wrong));
        Assert.IsType<SignInOutcome.Refused>(await TryAsync(name, new string('x', 100_000)));
        Assert.IsType<SignInOutcome.Refused>(await TryAsync(new string('x', 100_000), Wrong));
    }

    [Fact]
    public async Task Of_20_guesses_at_once_5_are_looked_at()
    {
        var (id, name) = await directory.RegisteredAsync();
        var fullWidth = string.Concat(name.Select(letter => (char)(letter + 0xFEE0)));
        var spellings = new[] { name, name.ToUpperInvariant(), $"{name}@example.com", $"{name}@EXAMPLE.com", fullWidth };

        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => TryAsync(spellings[i % spellings.Length], Wrong)));

        Assert.Equal(5, await RecordsWithDetailAsync(id, "wrong password"));
        Assert.Equal(15, await RecordsWithDetailAsync(id, "locked out"));
        Assert.IsType<SignInOutcome.Refused>(await TryAsync(name, Calls.Password));
    }

    [Fact]
    public async Task Waits_grow_and_a_success_forgives()
    {
        var (id, name) = await directory.RegisteredAsync();
        for (var i = 0; i < 5; i++) await TryAsync(name, Wrong);

        directory.Time.Advance(TimeSpan.FromSeconds(59));
        Assert.IsType<SignInOutcome.Refused>(await TryAsync(name, Calls.Password));
        directory.Time.Advance(TimeSpan.FromSeconds(2));
        await TryAsync(name, Wrong);
        directory.Time.Advance(TimeSpan.FromMinutes(2));
        Assert.IsType<SignInOutcome.Refused>(await TryAsync(name, Calls.Password));
        directory.Time.Advance(TimeSpan.FromMinutes(3));

        Assert.IsType<SignInOutcome.SignedIn>(await TryAsync(name, Calls.Password));
        for (var i = 0; i < 4; i++) await TryAsync(name, Wrong);
        Assert.IsType<SignInOutcome.SignedIn>(await TryAsync(name, Calls.Password));
        Assert.Equal(10, await RecordsWithDetailAsync(id, "wrong password"));
    }

    [Fact]
    public async Task Strangers_do_not_lock_out_a_known_device_and_a_forged_one_is_a_strangers()
    {
        var (id, name) = await directory.RegisteredAsync();
        var (otherId, _) = await directory.RegisteredAsync();
        var device = directory.Get<KnownDevices>().Remember(null, id);
        var others = directory.Get<KnownDevices>().Remember(null, otherId);
        for (var i = 0; i < 6; i++) await TryAsync(name, Wrong);

        Assert.IsType<SignInOutcome.Refused>(await TryAsync(name, Calls.Password, device: others));
        Assert.IsType<SignInOutcome.Refused>(await TryAsync(name, Calls.Password, device: device[..^4] + "AAAA"));
        Assert.IsType<SignInOutcome.SignedIn>(await TryAsync(name, Calls.Password, device: device));
    }

    [Fact]
    public async Task Neighbours_in_one_network_share_a_count_and_100_in_all_end_it_everywhere()
    {
        var (_, name) = await directory.RegisteredAsync();
        for (var i = 0; i < 5; i++) await TryAsync(name, Wrong, $"198.51.100.{i}");
        Assert.IsType<SignInOutcome.Refused>(await TryAsync(name, Calls.Password, "198.51.100.200"));

        for (var network = 1; network <= 19; network++)
        {
            for (var i = 0; i < 5; i++) await TryAsync(name, Wrong, $"10.0.{network}.1");
        }

        Assert.IsType<SignInOutcome.Refused>(await TryAsync(name, Calls.Password, "192.0.2.1"));
    }

    [Fact]
    public async Task When_too_many_sign_in_at_once_they_are_told_so_and_nothing_counts()
    {
        var (_, name) = await directory.RegisteredAsync();
        using var closed = new HashQueue(new PasswordHashingOptions(), directory.Time);
        closed.Dispose(); // takes nobody any more, like a full one
        await using (var db = directory.NewContext())
        {
            var hashes = new PasswordHashes(directory.Get<PasswordFormats>(), directory.Get<ChosenPasswordFormat>(), closed);
            var lockout = new Lockout(db, new LockoutSettings(), directory.Time);
            var busy = new PasswordSignIn(db, hashes, lockout, directory.Get<KnownDevices>(), directory.NewEntrance(db),
                new AccountUnlock(db, directory.Get<MailLinks>(), directory.Get<KnownDevices>(), directory.Time), directory.Time);
            for (var i = 0; i < 10; i++)
            {
                var attempt = new PasswordAttempt(name, Calls.Password, new SignInOrigin("203.0.113.7", null, null));
                Assert.IsType<SignInOutcome.Busy>(await busy.SignInAsync(attempt, CancellationToken.None));
            }
        }

        Assert.IsType<SignInOutcome.SignedIn>(await TryAsync(name, Calls.Password));
    }

    [Fact]
    public async Task An_outdated_hash_is_renewed_when_its_person_signs_in()
    {
        var (id, name) = await directory.RegisteredAsync();
        var old = new PasswordFormats(new PasswordHashingOptions { Pbkdf2Iterations = 10 })[PasswordAlgorithm.Pbkdf2].Hash(Calls.Password);
        await SetHashAsync(id, old);

        Assert.IsType<SignInOutcome.SignedIn>(await TryAsync(name, Calls.Password));

        Assert.StartsWith("$pbkdf2-sha512$i=1000$", await HashAsync(id), StringComparison.Ordinal);
        Assert.IsType<SignInOutcome.SignedIn>(await TryAsync(name, Calls.Password));
    }

    [Fact]
    public async Task Several_who_renew_one_hash_at_once_all_sign_in()
    {
        var (id, name) = await directory.RegisteredAsync();
        var old = new PasswordFormats(new PasswordHashingOptions { Pbkdf2Iterations = 10 })[PasswordAlgorithm.Pbkdf2].Hash(Calls.Password);
        await SetHashAsync(id, old);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => TryAsync(name, Calls.Password))));

        Assert.All(outcomes, outcome => Assert.IsType<SignInOutcome.SignedIn>(outcome));
        Assert.StartsWith("$pbkdf2-sha512$i=1000$", await HashAsync(id), StringComparison.Ordinal);
    }

    /// <summary>What a sign-in read before it hashed, against what became of the account meanwhile.</summary>
    [Theory]
    [InlineData(true, "renewed", true)]
    [InlineData(false, "the same", true)] // a second factor was set up
    [InlineData(false, "renewed", false)] // that is a new password
    [InlineData(true, null, false)] // it has none any more
    public async Task A_renewed_hash_is_the_same_password_and_a_changed_one_is_not(bool sameStamp, string? hash, bool expected)
    {
        var (id, _) = await directory.RegisteredAsync();
        await using var db = directory.NewContext();
        var read = await db.Set<User>().AsNoTracking().SingleAsync(user => user.Id == id);
        await db.Set<User>().Where(user => user.Id == id).ExecuteUpdateAsync(set => set
            .SetProperty(user => user.PasswordHash, hash == "the same" ? read.PasswordHash : hash)
            .SetProperty(user => user.SecurityStamp, sameStamp ? read.SecurityStamp : "another"));

        Assert.Equal(expected, await db.Set<User>().Where(user => user.Id == id)
            .AnyAsync(PasswordUnchanged.Since(read.PasswordHash, read.SecurityStamp)));
    }

    [Fact]
    public async Task A_hash_of_another_system_is_verified_once_and_then_replaced_by_our_own()
    {
        var (id, name) = await directory.RegisteredAsync();
        await SetHashAsync(id, "pbkdf2_sha256$1000$seasalt$JgZryXe2Ga8ysg6XbzkLpTdyPQrHqsinbL9BnnhgX4A=");

        Assert.IsType<SignInOutcome.Refused>(await TryAsync(name, Wrong));
        Assert.StartsWith("pbkdf2_sha256$", await HashAsync(id), StringComparison.Ordinal);
        Assert.IsType<SignInOutcome.SignedIn>(await TryAsync(name, "l\u00E8tmein"));

        Assert.StartsWith("$pbkdf2-sha512$i=1000$", await HashAsync(id), StringComparison.Ordinal);
        Assert.IsType<SignInOutcome.SignedIn>(await TryAsync(name, "le\u0300tmein")); // decomposed: the same password
    }

    [Fact]
    public async Task What_a_record_says_about_people_is_ciphertext_in_the_database()
    {
        var (id, name) = await directory.RegisteredAsync();
        var signedIn = Assert.IsType<SignInOutcome.SignedIn>(await TryAsync(name, Calls.Password));
        Assert.NotNull(await directory.Get<SessionRecords>().OpenAsync(
            signedIn.User, new SignInOrigin("198.51.100.77", "Test/1.0", null), CancellationToken.None));

        await using var db = directory.NewContext();
        var row = await db.Set<AuditRow>().SingleAsync(record => record.ActorId == id && record.Action == "user.signed_in");
        Assert.DoesNotContain("198.51.100.77", System.Text.Encoding.UTF8.GetString(row.ActorData!), StringComparison.Ordinal);
        var page = await directory.CallAsync<AuditTrail, AuditPage>(
            trail => trail.FindAsync(new AuditQuery { ActorId = id, Action = "user.signed_in", Limit = 10 }, CancellationToken.None));
        Assert.Equal("198.51.100.77", Assert.Single(page.Items).IpAddress);
    }

    private Task<SignInOutcome> TryAsync(string name, string password, string ip = "203.0.113.7", string? device = null) =>
        directory.CallAsync<PasswordSignIn, SignInOutcome>(service =>
            service.SignInAsync(new PasswordAttempt(name, password, new SignInOrigin(ip, "Test/1.0", device)), CancellationToken.None));

    private async Task<int> RecordsWithDetailAsync(Guid userId, string detail)
    {
        var page = await directory.CallAsync<AuditTrail, AuditPage>(
            trail => trail.FindAsync(new AuditQuery { TargetId = userId.ToString(), Limit = 100 }, CancellationToken.None));
        return page.Items.Count(entry => entry.Detail == detail);
    }

    private async Task SetHashAsync(Guid id, string hash)
    {
        await using var db = directory.NewContext();
        await db.Set<User>().Where(user => user.Id == id).ExecuteUpdateAsync(set => set.SetProperty(user => user.PasswordHash, hash));
    }

    private async Task<string?> HashAsync(Guid id)
    {
        await using var db = directory.NewContext();
        return await db.Set<User>().Where(user => user.Id == id).Select(user => user.PasswordHash).SingleAsync();
    }
}

public sealed class PasswordSignInOnSqlite(SqliteDirectory directory) : PasswordSignInSuite(directory), IClassFixture<SqliteDirectory>;

public sealed class PasswordSignInOnPostgres(PostgresDirectory directory) : PasswordSignInSuite(directory), IClassFixture<PostgresDirectory>;
