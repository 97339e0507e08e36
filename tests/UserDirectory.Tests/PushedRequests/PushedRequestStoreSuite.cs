using OidcEngine.PushedAuthorization;
using UserDirectory.Tests.Database;

namespace UserDirectory.Tests.PushedRequests;

public abstract class PushedRequestStoreSuite(DirectoryFixture directory)
{
    private readonly IPushedRequestStore _requests = directory.Get<IPushedRequestStore>();

    [Fact]
    public async Task A_request_is_taken_as_it_was_kept_and_once()
    {
        var kept = await NewAsync();
        var taken = await TakeAsync(kept);
        Assert.Equal((kept.ClientId, kept.ExpiresAt), (taken!.ClientId, taken.ExpiresAt));
        Assert.Equal(kept.HandleHash, taken.HandleHash);
        Assert.Equal(kept.Parameters.OrderBy(pair => pair.Key), taken.Parameters.OrderBy(pair => pair.Key));
        Assert.Null(await TakeAsync(kept));
    }

    [Fact]
    public async Task Of_twenty_at_once_one_takes_it()
    {
        var kept = await NewAsync();
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => TakeAsync(kept))));
        Assert.Single(outcomes, taken => taken is not null);
    }

    [Fact]
    public async Task Another_client_takes_nothing_and_changes_nothing()
    {
        var kept = await NewAsync();
        Assert.Null(await _requests.TakeAsync(kept.HandleHash, "webapp", CancellationToken.None));
        Assert.NotNull(await TakeAsync(kept));
    }

    [Fact]
    public async Task After_its_time_it_is_not_taken()
    {
        var kept = await NewAsync();
        directory.Time.Advance(TimeSpan.FromSeconds(60));
        Assert.Null(await TakeAsync(kept));
    }

    private async Task<PushedRequest> NewAsync()
    {
        var request = new PushedRequest
        {
            HandleHash = Jose.Handles.Hash(Jose.Handles.Create()),
            ClientId = "spa",
            Parameters = new Dictionary<string, string> { ["client_id"] = "spa", ["state"] = "a \"b\" <c> \u2028 ü" },
            ExpiresAt = directory.Time.GetUtcNow() + TimeSpan.FromSeconds(60),
        };
        await _requests.AddAsync(request, CancellationToken.None);
        return request;
    }

    private Task<PushedRequest?> TakeAsync(PushedRequest kept) =>
        _requests.TakeAsync(kept.HandleHash, kept.ClientId, CancellationToken.None);
}

public sealed class PushedRequestStoreOnSqlite(SqliteDirectory directory)
    : PushedRequestStoreSuite(directory), IClassFixture<SqliteDirectory>;

public sealed class PushedRequestStoreOnPostgres(PostgresDirectory directory)
    : PushedRequestStoreSuite(directory), IClassFixture<PostgresDirectory>;
