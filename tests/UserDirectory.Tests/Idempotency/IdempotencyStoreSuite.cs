using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ServiceDefaults.Idempotency;
using UserDirectory.Consents;
using UserDirectory.Database;
using UserDirectory.Idempotency;
using UserDirectory.Tests.Database;

namespace UserDirectory.Tests.Idempotency;

public abstract class IdempotencyStoreSuite(DirectoryFixture directory)
{
    private static readonly IdempotentAnswer Created =
        new(201, "application/json", "/v1/users/1", "\"1\"", Encoding.UTF8.GetBytes("""{"data":"answer of the first"}"""), HoldsSecret: false);

    [Fact]
    public async Task The_same_request_again_gets_the_first_answer()
    {
        var request = NewRequest();
        await FirstAsync(request, Created);

        var answered = Assert.IsType<IdempotencyOutcome.Answered>(await BeginAsync(request)).Answer;

        Assert.Equal((201, "application/json", "/v1/users/1", "\"1\""), (answered.Status, answered.ContentType, answered.Location, answered.ETag));
        Assert.Equal(Created.Body.ToArray(), answered.Body.ToArray());
    }

    [Fact]
    public async Task Another_body_is_refused()
    {
        var request = NewRequest();
        await FirstAsync(request, Created);
        Assert.IsType<IdempotencyOutcome.OtherBody>(await BeginAsync(request with { BodyHash = SHA256.HashData("other"u8) }));
    }

    [Theory]
    [InlineData("caller")]
    [InlineData("method")]
    [InlineData("path")]
    [InlineData("key")]
    public async Task Keys_meet_only_where_everything_is_the_same(string difference)
    {
        var request = NewRequest();
        await FirstAsync(request, Created);
        var other = difference switch
        {
            "caller" => request with { Caller = request.Caller + "2" },
            "method" => request with { Method = "PUT" },
            "path" => request with { Path = request.Path + request.Key[..1], Key = request.Key[1..] }, // the same text in all
            _ => request with { Key = request.Key + "2" },
        };
        await FirstAsync(other, Created);
    }

    [Fact]
    public async Task While_the_first_runs_a_second_is_told_so_without_a_wait()
    {
        var request = NewRequest();
        await using var scope = directory.Services.CreateAsyncScope();
        var first = Assert.IsType<IdempotencyOutcome.First>(await BeginAsync(request, scope));
        await using (first.Work)
        {
            Assert.IsType<IdempotencyOutcome.StillRunning>(await BeginAsync(request));
            await first.Work.CommitAsync(Created, CancellationToken.None);
        }

        Assert.IsType<IdempotencyOutcome.Answered>(await BeginAsync(request));
    }

    [Fact]
    public async Task What_the_endpoint_wrote_and_the_answer_are_kept_together_or_not_at_all()
    {
        var session = await directory.SignedInAsync();
        var request = NewRequest();
        await WriteAsync(commit: false);
        Assert.False(await IsWrittenAsync());
        await WriteAsync(commit: true); // the key is free again
        Assert.True(await IsWrittenAsync());

        async Task WriteAsync(bool commit)
        {
            await using var scope = directory.Services.CreateAsyncScope();
            var first = Assert.IsType<IdempotencyOutcome.First>(await BeginAsync(request, scope));
            await using var work = first.Work;
            var db = scope.ServiceProvider.GetRequiredService<IdentityDb>();
            await using (var write = await db.BeginWriteAsync(CancellationToken.None)) // as a service does
            {
                db.Add(new ConsentRow { UserId = session.UserId, ClientId = "spa", Scope = "openid", GivenAt = directory.Time.GetUtcNow() });
                await db.SaveChangesAsync();
                await write.CommitAsync(CancellationToken.None);
            }

            if (commit) await work.CommitAsync(Created, CancellationToken.None);
        }

        async Task<bool> IsWrittenAsync()
        {
            await using var db = directory.NewContext();
            return await db.Set<ConsentRow>().AnyAsync(row => row.UserId == session.UserId);
        }
    }

    [Fact]
    public async Task Until_the_first_writes_everybody_else_may()
    {
        await using var scope = directory.Services.CreateAsyncScope();
        var first = Assert.IsType<IdempotencyOutcome.First>(await BeginAsync(NewRequest(), scope));
        await using var work = first.Work;

        await FirstAsync(NewRequest(), Created).WaitAsync(TimeSpan.FromSeconds(20)); // as while a password is hashed

        await work.CommitAsync(Created, CancellationToken.None);
    }

    [Theory]
    [InlineData(false, 24 * 60)]
    [InlineData(true, 10)]
    public async Task An_answer_is_kept_for_a_day_and_one_that_holds_a_secret_for_ten_minutes(bool holdsSecret, int minutes)
    {
        var request = NewRequest();
        await FirstAsync(request, Created with { HoldsSecret = holdsSecret });
        directory.Time.Advance(TimeSpan.FromMinutes(minutes) - TimeSpan.FromSeconds(1));
        Assert.IsType<IdempotencyOutcome.Answered>(await BeginAsync(request));
        directory.Time.Advance(TimeSpan.FromSeconds(1));
        await FirstAsync(request, Created);
    }

    [Fact]
    public async Task Neither_the_answer_nor_the_hash_of_the_body_lies_in_clear()
    {
        var request = NewRequest();
        await FirstAsync(request, Created);
        await using var db = directory.NewContext();
        foreach (var row in await db.Set<IdempotencyRow>().ToListAsync())
        {
            Assert.Equal(-1, row.WrappedBody.AsSpan().IndexOf("answer"u8));
            Assert.Equal(-1, row.WrappedBodyHash.AsSpan().IndexOf(request.BodyHash.Span));
        }
    }

    private static IdempotentRequest NewRequest() => new("user:1", "POST", "/v1/users", Jose.Handles.Create(), SHA256.HashData("body"u8));

    private async Task FirstAsync(IdempotentRequest request, IdempotentAnswer answer)
    {
        await using var scope = directory.Services.CreateAsyncScope();
        var first = Assert.IsType<IdempotencyOutcome.First>(await BeginAsync(request, scope));
        await using var work = first.Work;
        await work.CommitAsync(answer, CancellationToken.None);
    }

    private async Task<IdempotencyOutcome> BeginAsync(IdempotentRequest request)
    {
        await using var scope = directory.Services.CreateAsyncScope();
        return await BeginAsync(request, scope);
    }

    private static Task<IdempotencyOutcome> BeginAsync(IdempotentRequest request, AsyncServiceScope scope) =>
        scope.ServiceProvider.GetRequiredService<IIdempotencyStore>().BeginAsync(request, CancellationToken.None);
}

public sealed class IdempotencyStoreOnSqlite(SqliteDirectory directory) : IdempotencyStoreSuite(directory), IClassFixture<SqliteDirectory>;

public sealed class IdempotencyStoreOnPostgres(PostgresDirectory directory)
    : IdempotencyStoreSuite(directory), IClassFixture<PostgresDirectory>;
