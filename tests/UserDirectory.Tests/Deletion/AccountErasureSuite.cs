using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using UserDirectory.Audit;
using UserDirectory.Consents;
using UserDirectory.Database;
using UserDirectory.Deletion;
using UserDirectory.Outbox;
using UserDirectory.PersonalData;
using UserDirectory.Preferences;
using UserDirectory.PushTokens;
using UserDirectory.Tests.Database;
using UserDirectory.Tests.Grants;
using UserDirectory.Users;

namespace UserDirectory.Tests.Deletion;

public abstract class AccountErasureSuite(DirectoryFixture directory)
{
    [Fact]
    public async Task Nothing_of_an_erased_person_is_left_but_an_id_in_a_trail_that_is_still_whole()
    {
        var (id, name) = await directory.RegisteredAsync();
        await FillAsync(id, name);
        await DeleteAsync(id);
        Assert.Contains("users", await directory.HoldingAsync($"{name}@example.com"));
        Assert.Contains("preferences", await directory.HoldingAsync($"\"{name}\""));
        directory.Time.Advance(TimeSpan.FromDays(31));

        Assert.EndsWith(" accounts", await RunAsync(), StringComparison.Ordinal);

        foreach (var trace in new[] { $"{name}@example.com", $"\"{name}\"", $"Browser of {name}\n", $"Phone of {name}\n" })
            Assert.Empty(await directory.HoldingAsync(trace));
        Assert.Equal(["audit_log", "outbox", "subject_keys"], await directory.HoldingAsync(id.ToString())); // what deletes the files, for a while
        await SealAsync();
        Assert.IsType<AuditVerdict.Intact>(await directory.Get<AuditVerification>().VerifyAsync(null, CancellationToken.None));
        var trail = await directory.CallAsync<AuditTrail, AuditPage>(service =>
            service.FindAsync(new AuditQuery { TargetId = id.ToString(), Limit = 100 }, CancellationToken.None));
        Assert.Contains(trail.Items, entry => entry.Action == "user.erased");
        Assert.All(trail.Items, entry => Assert.Equal((null, null, null), (entry.OldValues, entry.NewValues, entry.Detail)));
    }

    [Fact]
    public void Whatever_names_a_person_falls_with_the_account_or_is_erased_by_its_feature()
    {
        string[] erasedByFeature = ["outbox", "sign_in_buckets", "seeded_users"]; // the last one stays: it keeps the account from being made again
        using var db = directory.NewContext();
        var orphans = db.Model.GetEntityTypes()
            .Where(entity => entity.FindProperty("UserId") is not null && !erasedByFeature.Contains(entity.GetTableName()))
            .Where(entity => !entity.GetForeignKeys().Any(key =>
                key.PrincipalEntityType.ClrType == typeof(User) && key.DeleteBehavior == DeleteBehavior.Cascade))
            .Select(entity => entity.GetTableName());
        Assert.Empty(orphans);
    }

    [Fact]
    public async Task Accounts_within_their_grace_and_accounts_that_were_kept_stay()
    {
        var (waiting, _) = await directory.RegisteredAsync();
        var (kept, _) = await directory.RegisteredAsync();
        await DeleteAsync(kept);
        await directory.CallAsync<AccountDeletion, KeepOutcome>(service => service.KeepAsync(kept, Actor.System, CancellationToken.None));
        directory.Time.Advance(TimeSpan.FromDays(20));
        await DeleteAsync(waiting);
        directory.Time.Advance(TimeSpan.FromDays(20));

        await RunAsync();

        Assert.True(await IsThereAsync(waiting));
        Assert.True(await IsThereAsync(kept));
    }

    [Fact]
    public async Task One_account_that_cannot_be_erased_stays_whole_and_holds_up_no_other()
    {
        var (stuck, name) = await directory.RegisteredAsync();
        var (other, _) = await directory.RegisteredAsync();
        await FillAsync(stuck, name);
        await DeleteAsync(stuck);
        await DeleteAsync(other);
        directory.Time.Advance(TimeSpan.FromDays(31));

        await RunAsync(new Failing(stuck));

        Assert.False(await IsThereAsync(other));
        Assert.True(await IsThereAsync(stuck));
        Assert.Contains("push_tokens", await directory.HoldingAsync(stuck.ToString())); // rolled back with the rest
        await RunAsync();
        Assert.False(await IsThereAsync(stuck));
    }

    [Fact]
    public async Task What_lies_outside_of_the_database_is_deleted_after_the_commit_by_whoever_comes_next()
    {
        var (id, _) = await directory.RegisteredAsync();
        await DeleteAsync(id);
        directory.Time.Advance(TimeSpan.FromDays(31));

        await RunAsync(new WithFiles()); // the process ends here: nobody delivers

        await using var db = directory.NewContext();
        var message = await db.Set<OutboxMessage>().SingleAsync(row => row.Kind == WithFiles.Kind && row.Payload.Contains(id.ToString()));
        Assert.Equal((0, null), (message.Attempts, message.DeliveredAt)); // and the next dispatcher does
    }

    [Fact]
    public async Task Two_runs_at_once_erase_an_account_once()
    {
        var (id, _) = await directory.RegisteredAsync();
        await DeleteAsync(id);
        directory.Time.Advance(TimeSpan.FromDays(31));

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => RunAsync())));

        await using var db = directory.NewContext();
        Assert.Equal(1, await db.Set<AuditRow>().CountAsync(row => row.TargetId == id.ToString() && row.Action == "user.erased"));
    }

    [Fact]
    public async Task A_seeded_account_is_not_made_again()
    {
        var bob = await directory.CallAsync<UserProfiles, UserProfile?>(profiles => profiles.FindByIdOrUserNameAsync("bob", CancellationToken.None));
        await DeleteAsync(bob!.Id);
        directory.Time.Advance(TimeSpan.FromDays(31));
        await RunAsync();

        await using var db = directory.NewContext();
        await directory.Services.GetServices<ISeed>().OfType<UsersSeed>().Single().ApplyAsync(db, CancellationToken.None);

        Assert.Null(await directory.CallAsync<UserProfiles, UserProfile?>(profiles => profiles.FindByIdOrUserNameAsync("bob", CancellationToken.None)));
    }

    private async Task FillAsync(Guid id, string name)
    {
        await using (var db = directory.NewContext())
        {
            var session = People.NewSession(directory, id);
            session.UserAgent = $"Browser of {name}";
            db.Add(session);
            db.Add(new ConsentRow { UserId = id, ClientId = "spa", Scope = "profile", GivenAt = directory.Time.GetUtcNow() });
            await db.SaveChangesAsync();
            await directory.RedeemedAsync(session);
        }

        var own = Calls.Stranger with { UserId = id };
        await directory.CallAsync<UserPreferences, PreferencesUpdate>(service => service.ChangeAsync(
            id, PreferenceKinds.Apps, _ => new JsonObject { ["of"] = name }, null, own, CancellationToken.None));
        await directory.CallAsync<PushDevices, PushRegistration>(service => service.RegisterAsync(
            id, new NewPushDevice(PushPlatforms.Fcm, $"token-of-{id:N}-and-more", null, $"Phone of {name}"), "spa", own, CancellationToken.None));
    }

    private Task<DeletionOutcome> DeleteAsync(Guid id) => directory.CallAsync<AccountDeletion, DeletionOutcome>(service =>
        service.RequestAsync(id, Calls.Stranger with { UserId = id }, CancellationToken.None));

    private Task<string> RunAsync(params IPersonalData[] more) =>
        ActivatorUtilities.CreateInstance<AccountErasure>(directory.Services, directory.Services.GetServices<IPersonalData>().Concat(more))
            .RunAsync(CancellationToken.None);

    private async Task SealAsync()
    {
        directory.Time.Advance(TimeSpan.FromMinutes(1));
        await directory.Get<AuditSealing>().SealAllAsync(CancellationToken.None);
    }

    private async Task<bool> IsThereAsync(Guid id)
    {
        await using var db = directory.NewContext();
        return await db.Set<User>().AnyAsync(user => user.Id == id);
    }

    private sealed class Failing(Guid whom) : IPersonalData
    {
        public Task WriteAsync(Guid userId, PersonalArchive archive, CancellationToken cancellationToken) => Task.CompletedTask;

        public Task EraseAsync(IdentityDb db, Guid userId, CancellationToken cancellationToken) =>
            userId == whom ? throw new IOException("It does not go.") : Task.CompletedTask;
    }

    private sealed class WithFiles : IPersonalData
    {
        public const string Kind = "test.files";

        public Task WriteAsync(Guid userId, PersonalArchive archive, CancellationToken cancellationToken) => Task.CompletedTask;

        public Task EraseAsync(IdentityDb db, Guid userId, CancellationToken cancellationToken)
        {
            db.Enqueue(OutboxMessage.Create(Kind, userId));
            return Task.CompletedTask;
        }
    }
}

public sealed class AccountErasureOnSqlite(SqliteDirectory directory) : AccountErasureSuite(directory), IClassFixture<SqliteDirectory>;

public sealed class AccountErasureOnPostgres(PostgresDirectory directory) : AccountErasureSuite(directory), IClassFixture<PostgresDirectory>;
