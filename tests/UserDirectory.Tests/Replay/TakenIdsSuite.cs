using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OidcEngine.Replay;
using UserDirectory.Housekeeping;
using UserDirectory.Replay;
using UserDirectory.Tests.Database;

namespace UserDirectory.Tests.Replay;

public abstract class TakenIdsSuite(DirectoryFixture directory)
{
    private readonly ITakenIds _ids = directory.Get<ITakenIds>();

    [Fact]
    public async Task An_id_is_taken_once()
    {
        Assert.True(await TakeAsync("one"));
        Assert.False(await TakeAsync("one"));
        Assert.True(await TakeAsync("One"));
        Assert.True(await TakeAsync("one "));
    }

    [Fact]
    public async Task Another_owner_and_another_kind_have_ids_of_their_own()
    {
        Assert.True(await TakeAsync("shared"));
        Assert.True(await TakeAsync("shared", owner: "other"));
        Assert.True(await TakeAsync("shared", TakenIdKind.DPoPProof));
        Assert.False(await TakeAsync("shared", TakenIdKind.DPoPProof));
    }

    [Theory]
    [InlineData("")]
    [InlineData("nul \0 inside")]
    [InlineData("ü𝄞'; DROP TABLE taken_ids; --")]
    public async Task Any_text_may_be_an_id(string id)
    {
        Assert.True(await TakeAsync(id, owner: "any"));
        Assert.False(await TakeAsync(id, owner: "any"));
    }

    [Fact]
    public async Task A_long_one_too()
    {
        Assert.True(await TakeAsync(new string('x', 100_000)));
        Assert.True(await TakeAsync(new string('x', 100_001)));
        Assert.False(await TakeAsync(new string('x', 100_000)));
    }

    [Fact]
    public async Task Of_many_callers_at_once_one_alone_takes_it()
    {
        for (var round = 0; round < 10; round++)
        {
            var id = $"raced {round}";
            var taken = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => TakeAsync(id))));
            Assert.Single(taken, won => won);
        }
    }

    [Fact]
    public async Task It_is_remembered_until_its_time_is_over()
    {
        var start = directory.Time.GetUtcNow();
        Assert.True(await _ids.TakeAsync(TakenIdKind.ClientAssertion, "client", "timed", start.AddMinutes(5), CancellationToken.None));
        directory.Time.Advance(TimeSpan.FromMinutes(5) - TimeSpan.FromSeconds(1));
        Assert.False(await TakeAsync("timed"));
        directory.Time.Advance(TimeSpan.FromSeconds(1));

        var again = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Run(() => TakeAsync("timed"))));
        Assert.Single(again, won => won);
    }

    [Fact]
    public async Task What_is_over_is_deleted()
    {
        await TakeAsync("short");
        await _ids.TakeAsync(
            TakenIdKind.ClientAssertion, "client", "long", directory.Time.GetUtcNow().AddHours(1), CancellationToken.None);
        directory.Time.Advance(TimeSpan.FromMinutes(2));

        var job = directory.Services.GetServices<IHousekeepingJob>().Single(one => one is ExpiredRows);
        await job.RunAsync(CancellationToken.None);

        var now = directory.Time.GetUtcNow();
        await using var db = directory.NewContext();
        Assert.False(await db.Set<TakenIdRow>().AnyAsync(row => row.ExpiresAt <= now));
        Assert.True(await db.Set<TakenIdRow>().AnyAsync());
    }

    private Task<bool> TakeAsync(string id, TakenIdKind kind = TakenIdKind.ClientAssertion, string owner = "client") =>
        _ids.TakeAsync(kind, owner, id, directory.Time.GetUtcNow().AddMinutes(1), CancellationToken.None);
}

public sealed class TakenIdsOnSqlite(SqliteDirectory directory) : TakenIdsSuite(directory), IClassFixture<SqliteDirectory>;

public sealed class TakenIdsOnPostgres(PostgresDirectory directory) : TakenIdsSuite(directory), IClassFixture<PostgresDirectory>;
