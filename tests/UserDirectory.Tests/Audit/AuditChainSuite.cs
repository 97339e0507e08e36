using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using UserDirectory.Audit;
using UserDirectory.Tests.Database;

namespace UserDirectory.Tests.Audit;

public abstract class AuditChainSuite(DirectoryFixture directory)
{
    [Fact]
    public async Task An_untouched_trail_is_whole_and_its_end_is_signed()
    {
        await RecordAsync(Guid.CreateVersion7(directory.Time.GetUtcNow()), 3);

        var checkpoint = await SealAsync();

        var intact = Assert.IsType<AuditVerdict.Intact>(await VerifyAsync());
        Assert.Equal((checkpoint!.Position, 0), (intact.Position, intact.Unsealed));
        Assert.Null(await SealAsync());
    }

    [Fact]
    public async Task Records_sealed_by_two_at_once_have_one_place_each()
    {
        await RecordAsync(Guid.CreateVersion7(directory.Time.GetUtcNow()), 30);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => SealIfFirstAsync()));
        await SealAsync();

        Assert.Equal(0, Assert.IsType<AuditVerdict.Intact>(await VerifyAsync()).Unsealed);
    }

    public static TheoryData<string> Manipulations =>
    [
        "UPDATE audit_log SET action = 'user.signed_out' WHERE position = {0}",
        "UPDATE audit_log SET succeeded = NOT succeeded WHERE position = {0}",
        "UPDATE audit_log SET target_data = NULL WHERE position = {0}",
        "UPDATE audit_log SET actor_id = NULL WHERE position = {0}",
        "UPDATE audit_log SET seal = NULL WHERE position = {0}",
        "UPDATE audit_log SET position = position + 1000000 WHERE position = {0}",
        "DELETE FROM audit_log WHERE position = {0}",
        "DELETE FROM audit_log WHERE position >= {0}",
    ];

    [Theory, MemberData(nameof(Manipulations))]
    public async Task The_first_broken_record_is_named(string statement)
    {
        var person = Guid.CreateVersion7(directory.Time.GetUtcNow());
        await RecordAsync(person, 4);
        var last = (await SealAsync())!.Position;
        var anchor = await AnchorAsync(last - 4);

        await using (var db = directory.NewContext())
        {
            await using var write = await db.BeginWriteAsync(CancellationToken.None);
            await db.Database.ExecuteSqlRawAsync(statement, last - 2);
            await write.CommitAsync(CancellationToken.None);
        }

        var broken = Assert.IsType<AuditVerdict.Broken>(await directory.Get<AuditVerification>().VerifyAsync(anchor, CancellationToken.None));
        Assert.Equal(last - 2, broken.Position);
        await ForgetAsync();
    }

    [Fact]
    public async Task A_verification_whose_time_is_over_says_where_to_go_on()
    {
        await RecordTogetherAsync(1001);
        await SealAsync();

        var half = Assert.IsType<AuditVerdict.Unfinished>(
            await directory.Get<AuditVerification>().VerifyAsync(null, TimeSpan.Zero, CancellationToken.None));
        var anchor = new AuditAnchor(half.Position, Convert.FromBase64String(half.Seal));

        Assert.Equal(1000, half.Position);
        Assert.IsType<AuditVerdict.Intact>(await directory.Get<AuditVerification>().VerifyAsync(anchor, TimeSpan.Zero, CancellationToken.None));
        var forged = new AuditAnchor(half.Position, new byte[32]);
        Assert.Equal(1001, Assert.IsType<AuditVerdict.Broken>(await directory.Get<AuditVerification>().VerifyAsync(forged, CancellationToken.None)).Position);
        await ForgetAsync();
    }

    [Fact]
    public async Task Whoever_makes_a_new_chain_without_the_key_is_found_out_by_the_checkpoint()
    {
        await RecordAsync(Guid.CreateVersion7(directory.Time.GetUtcNow()), 2);
        var last = (await SealAsync())!.Position;

        await using (var db = directory.NewContext())
        {
            await using var write = await db.BeginWriteAsync(CancellationToken.None);
            var row = await db.Set<AuditRow>().SingleAsync(record => record.Position == last);
            var previous = await db.Set<AuditRow>().Where(record => record.Position == last - 1).Select(record => record.Seal).SingleAsync();
            row.Action = "forged";
            row.Seal = AuditChain.Seal(previous, row, last);
            (await db.Set<AuditChainHead>().SingleAsync()).Seal = row.Seal;
            (await db.Set<AuditCheckpoint>().SingleAsync(checkpoint => checkpoint.Position == last)).Seal = row.Seal;
            await db.SaveChangesAsync();
            await write.CommitAsync(CancellationToken.None);
        }

        var anchor = await AnchorAsync(last - 2);
        var broken = Assert.IsType<AuditVerdict.Broken>(await directory.Get<AuditVerification>().VerifyAsync(anchor, CancellationToken.None));
        Assert.Equal((last, "the signed checkpoint does not fit"), (broken.Position, broken.Reason));
        await ForgetAsync();
    }

    [Fact]
    public async Task Erasing_a_person_empties_what_is_said_of_them_and_leaves_the_chain_whole()
    {
        var person = Guid.CreateVersion7(directory.Time.GetUtcNow());
        await RecordAsync(person, 1);
        await SealAsync();
        Assert.Equal("secret hobby", (string?)(await FindAsync(person)).NewValues!["bio"]);

        await using (var db = directory.NewContext())
        {
            await using var write = await db.BeginWriteAsync(CancellationToken.None);
            await SubjectKeys.EraseAsync(db, person, directory.Time.GetUtcNow(), CancellationToken.None);
            await write.CommitAsync(CancellationToken.None);
        }

        var erased = await FindAsync(person);
        Assert.Null(erased.NewValues);
        Assert.Null(erased.IpAddress);
        Assert.Equal("test.record", erased.Action);
        Assert.IsType<AuditVerdict.Intact>(await VerifyAsync());
        await RecordAsync(person, 1);
        Assert.Null((await FindAsync(person)).NewValues);
        await SealAsync();
    }

    [Fact]
    public async Task A_change_that_is_rolled_back_leaves_no_record()
    {
        var person = Guid.CreateVersion7(directory.Time.GetUtcNow());
        await using (var db = directory.NewContext())
        {
            await using var write = await db.BeginWriteAsync(CancellationToken.None);
            db.Audit(AuditEntry.OnUser("test.record", Calls.Stranger, person));
            await db.SaveChangesAsync();
        }

        Assert.Empty((await directory.CallAsync<AuditTrail, AuditPage>(trail =>
            trail.FindAsync(new AuditQuery { TargetId = person.ToString(), Limit = 10 }, CancellationToken.None))).Items);
    }

    private async Task RecordAsync(Guid person, int count)
    {
        for (var i = 0; i < count; i++)
        {
            await using var db = directory.NewContext();
            db.Audit(AuditEntry.OnUser("test.record", Calls.Stranger with { UserId = person }, person) with { NewValues = new JsonObject { ["bio"] = "secret hobby" } });
            await db.SaveChangesAsync();
        }
    }

    private async Task RecordTogetherAsync(int count)
    {
        await ForgetAsync();
        await using var db = directory.NewContext();
        for (var i = 0; i < count; i++) db.Audit(new AuditEntry("test.record", Actor.System));
        await db.SaveChangesAsync();
    }

    private Task<AuditCheckpoint?> SealAsync() => directory.Get<AuditSealing>().SealAllAsync(CancellationToken.None);

    private async Task SealIfFirstAsync()
    {
        try
        {
            await SealAsync();
        }
        catch (DbUpdateException)
        {
            // Another one has signed the same end.
        }
    }

    private Task<AuditVerdict> VerifyAsync() => directory.Get<AuditVerification>().VerifyAsync(null, CancellationToken.None);

    private async Task<AuditTrailEntry> FindAsync(Guid person) => (await directory.CallAsync<AuditTrail, AuditPage>(trail =>
        trail.FindAsync(new AuditQuery { ActorId = person, Limit = 10 }, CancellationToken.None))).Items[0];

    private async Task<AuditAnchor?> AnchorAsync(long position)
    {
        await using var db = directory.NewContext();
        var seal = await db.Set<AuditRow>().Where(row => row.Position == position).Select(row => row.Seal).SingleOrDefaultAsync();
        return seal is null ? null : new AuditAnchor(position, seal);
    }

    /// <summary>The suite shares a database: what a test broke is taken away.</summary>
    private async Task ForgetAsync()
    {
        await using var db = directory.NewContext();
        await using var write = await db.BeginWriteAsync(CancellationToken.None);
        await db.Set<AuditRow>().ExecuteDeleteAsync();
        await db.Set<AuditCheckpoint>().ExecuteDeleteAsync();
        await db.Set<AuditChainHead>().ExecuteDeleteAsync();
        await write.CommitAsync(CancellationToken.None);
    }
}

public sealed class AuditChainOnSqlite(SqliteDirectory directory) : AuditChainSuite(directory), IClassFixture<SqliteDirectory>;

public sealed class AuditChainOnPostgres(PostgresDirectory directory) : AuditChainSuite(directory), IClassFixture<PostgresDirectory>
{
    private readonly PostgresDirectory _directory = directory;

    [Fact]
    public async Task Records_lie_in_the_partition_of_their_month()
    {
        await using var db = _directory.NewContext();
        db.Audit(new AuditEntry("test.partition", Actor.System));
        await db.SaveChangesAsync();

        var partition = await db.Database
            .SqlQueryRaw<string>("SELECT tableoid::regclass::text AS \"Value\" FROM audit_log WHERE action = 'test.partition' LIMIT 1").SingleAsync();

        Assert.Equal($"audit_log_{_directory.Time.GetUtcNow():yyyy_MM}", partition);
    }
}
