using IdentityProvider.Tests.Hosting;
using TestKit.Postgres;
using TestKit.Product;

namespace IdentityProvider.Tests.RoundTrips;

/// <summary>How often each request asks the database: counted on PostgreSQL through the real host, and stated in docs/architecture.md.</summary>
public sealed class RoundTripTests(RoundTripTests.Counting counting) : IClassFixture<RoundTripTests.Counting>
{
    public static TheoryData<string> Requests => [.. RoundTripTable.Rows.Keys];

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task A_request_asks_the_database_as_often_as_is_stated(string name)
    {
        Assert.True(CountedRequests.All.TryGetValue(name, out var prepare), $"Nobody counts '{name}'.");
        await (await prepare(counting.Caller))(); // warm

        // What may be remembered for some seconds may be forgotten right before a request: of three, the best is the rule.
        var counts = new List<IReadOnlyList<string>>();
        for (var attempt = 0; attempt < 3; attempt++)
        {
            var request = await prepare(counting.Caller);
            counts.Add(await counting.Counter.CountAsync(request));
        }
        var best = counts.MinBy(trips => trips.Count)!;
        Assert.True(best.Count == RoundTripTable.Rows[name], $"{best.Count} round trips:\n{string.Join("\n---\n", best)}");
    }

    [Fact]
    public void Every_request_that_is_counted_is_stated() => Assert.Equal(RoundTripTable.Rows.Keys.Order(), CountedRequests.All.Keys.Order());

    /// <summary>A host on PostgreSQL, whatever the others run on.</summary>
    public sealed class Counting : IAsyncLifetime
    {
        internal RoundTripCounter Counter { get; } = new();

        internal Caller Caller { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            var provider = await Provider.StartAsync(
                ("Database:Provider", "PostgreSql"),
                ("ConnectionStrings:Identity", await (await PostgresServer.GetAsync()).CreateDatabaseAsync()),
                ("Lifetimes:RefreshGrace", "00:00:00"), // a second use is reuse at once
                ("Identity:ClientsFile", Path.Combine(SourceTree.Root, "tests/IdentityProvider.Tests/RoundTrips/clients.json")));
            Caller = await Caller.SignInAsync(provider);
        }

        public async ValueTask DisposeAsync()
        {
            if (Caller is not null) await Caller.DisposeAsync();
            Counter.Dispose();
        }
    }
}
