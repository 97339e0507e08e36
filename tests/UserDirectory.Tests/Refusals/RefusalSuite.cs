using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OidcEngine.Errors;
using OidcEngine.Refusals;
using UserDirectory.Housekeeping;
using UserDirectory.Refusals;
using UserDirectory.Tests.Database;

namespace UserDirectory.Tests.Refusals;

public abstract class RefusalSuite(DirectoryFixture directory)
{
    private static int _last;

    [Fact]
    public async Task A_refusal_is_found_as_it_was_taken()
    {
        NextWindow();
        var request = New() with { Parameters = [new("scope", "openid \"ü\" <b> \u2028", 18), new("code", null, 43)] };
        await KeepAsync(request);

        var kept = (await FindAsync(request.SupportCode))!;
        Assert.Equal(request with { Parameters = [] }, kept.Request with { Parameters = [] });
        Assert.Equal(request.Parameters, kept.Request.Parameters);
        Assert.Equal(request.OccurredAt + TimeSpan.FromHours(24), kept.ExpiresAt);
    }

    [Fact]
    public async Task After_a_day_it_is_not_found_and_then_deleted()
    {
        NextWindow();
        var request = New();
        await KeepAsync(request);
        directory.Time.Advance(TimeSpan.FromHours(24) - TimeSpan.FromMilliseconds(1));
        Assert.NotNull(await FindAsync(request.SupportCode));

        directory.Time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Null(await FindAsync(request.SupportCode));
        await directory.Services.GetServices<IHousekeepingJob>().OfType<ExpiredRows>().Single().RunAsync(CancellationToken.None);

        await using var db = directory.NewContext();
        Assert.False(await db.Set<RefusedRequestRow>().AnyAsync(row => row.Code == request.SupportCode));
    }

    [Fact]
    public async Task The_list_goes_by_client_and_page_the_newest_first()
    {
        NextWindow();
        var app = $"app-{Jose.Handles.Create()}";
        var requests = new List<RefusedRequest>();
        for (var i = 0; i < 5; i++)
        {
            directory.Time.Advance(TimeSpan.FromMilliseconds(2));
            requests.Add(New() with { ClientId = app });
        }
        await KeepAsync([.. requests, New()]);

        var first = await ListAsync(new RefusalQuery { ClientId = app, Limit = 2 });
        var second = await ListAsync(new RefusalQuery { ClientId = app, Limit = 2, After = first.Next });
        var last = await ListAsync(new RefusalQuery { ClientId = app, Limit = 2, Page = 3 });

        Assert.Equal((5, false), (first.Total, first.TotalCapped));
        Assert.Equal(
            requests.AsEnumerable().Reverse().Select(request => request.SupportCode),
            first.Items.Concat(second.Items).Concat(last.Items).Select(kept => kept.Request.SupportCode));
        Assert.Null(last.Next);
    }

    [Fact]
    public async Task A_flood_writes_no_more_than_its_budget()
    {
        NextWindow();
        var before = await CountAsync();
        for (var i = 0; i < 20_000; i++) Sink.Take(New() with { ClientId = $"made-up-{i}" });
        await WriteAsync();
        var written = await CountAsync() - before;
        Assert.Equal(RefusalBudget.PerRule, written);

        NextWindow();
        var request = New();
        await KeepAsync(request);
        Assert.NotNull(await FindAsync(request.SupportCode));
    }

    [Fact]
    public async Task What_cannot_be_written_is_dropped_and_the_next_is_written()
    {
        NextWindow();
        var request = New();
        await KeepAsync(request);
        await KeepAsync(request with { ClientId = "another" }); // the code is taken
        var next = New();
        await KeepAsync(next);

        Assert.Equal("spa", (await FindAsync(request.SupportCode))!.Request.ClientId);
        Assert.NotNull(await FindAsync(next.SupportCode));
    }

    private IRefusalSink Sink => directory.Get<IRefusalSink>();

    private void NextWindow() => directory.Time.Advance(TimeSpan.FromMinutes(10));

    private RefusedRequest New() => new()
    {
        SupportCode = $"TT{Interlocked.Increment(ref _last):000000}",
        Endpoint = "/connect/token",
        OccurredAt = directory.Time.GetUtcNow(),
        ClientId = "spa",
        Error = OAuthError.InvalidGrant("The code is not valid, was used, or has expired.") with
        {
            Detail = "there is no such code",
            Reason = new RefusalReason("authorization-code", "RFC 6749 §5.2", "Start again.") { Expected = "a b", Received = "c" },
        },
    };

    private async Task KeepAsync(params RefusedRequest[] requests)
    {
        foreach (var request in requests) Sink.Take(request);
        await WriteAsync();
    }

    private Task WriteAsync() =>
        directory.Services.GetServices<IHostedService>().OfType<RefusalWriter>().Single().WriteWaitingAsync(CancellationToken.None);

    private async Task<KeptRefusal?> FindAsync(string code)
    {
        await using var scope = directory.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<RefusalSearch>().FindAsync(code, CancellationToken.None);
    }

    private async Task<RefusalPage> ListAsync(RefusalQuery query)
    {
        await using var scope = directory.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<RefusalSearch>().FindAsync(query, CancellationToken.None);
    }

    private async Task<int> CountAsync()
    {
        await using var db = directory.NewContext();
        return await db.Set<RefusedRequestRow>().CountAsync();
    }
}

public sealed class RefusalsOnSqlite(SqliteDirectory directory) : RefusalSuite(directory), IClassFixture<SqliteDirectory>;

public sealed class RefusalsOnPostgres(PostgresDirectory directory) : RefusalSuite(directory), IClassFixture<PostgresDirectory>;
