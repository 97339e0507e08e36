using System.Collections.Concurrent;
using System.Globalization;
using EndToEnd.Tests.Product;
using TestKit.Browsing;
using TestKit.Postgres;
using TestKit.Product;

namespace EndToEnd.Tests.Races;

/// <summary>Two processes of the provider on one PostgreSQL, for many races one after the other. The grace of refresh tokens is so long that no clock decides.</summary>
public sealed class RaceInstallation : IAsyncLifetime
{
    /// <summary>How many races run at once: so many presentations wait that the processes are never idle.</summary>
    private const int AtOnce = 4;

    private readonly ConcurrentQueue<string> _failures = new();
    private Installation _installation = null!;
    private ScriptlessBrowser _browser = null!;

    /// <summary>100, or what the environment variable TEST_RACES says; a thousand take minutes.</summary>
    public static int Races { get; } =
        int.TryParse(Environment.GetEnvironmentVariable("TEST_RACES"), NumberStyles.None, CultureInfo.InvariantCulture, out var asked) ? asked : 100;

    internal HttpClient First { get; private set; } = null!;

    internal HttpClient Second { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        _installation = new Installation(await (await PostgresServer.GetAsync()).CreateDatabaseAsync());
        _installation.Settings["Identity:ClientsFile"] = Path.Combine(WholeProduct.Folder, "clients.json");
        _installation.Settings["Lifetimes:RefreshGrace"] = "00:05:00";
        _installation.Settings["Lifetimes:AuthorizationCode"] = "00:10:00"; // a busy machine is slow
        First = (await _installation.StartIdentityProviderAsync()).NewClient();
        Second = (await _installation.StartSecondIdentityProviderAsync()).NewClient();
        Second.DefaultRequestHeaders.Host = new Uri(_installation.Issuer).Authority;
        First.Timeout = Second.Timeout = TimeSpan.FromMinutes(5);
        _browser = new ScriptlessBrowser(new Uri(_installation.Issuer));
        await NewCodesAsync(1);
    }

    /// <summary>Codes of one person, who is asked nothing after the first.</summary>
    internal async Task<IReadOnlyList<Dictionary<string, string>>> NewCodesAsync(int count)
    {
        var codes = new List<Dictionary<string, string>>();
        for (var number = 0; number < count; number++)
        {
            var authorization = new CodeFlow(_installation.Issuer, TestClient.Web, "openid offline_access profile.api");
            codes.Add(authorization.Redeem(await _browser.SignInAsync(authorization.Url, "alice", "Pass123$")));
        }

        return codes;
    }

    /// <summary>Presents something at both processes at once, so many times.</summary>
    internal Task<TokenAnswer[]> PresentAsync(int times, IReadOnlyDictionary<string, string> form) => Task.WhenAll(
        Enumerable.Range(0, times).Select(index => TokenAnswer.AskAsync(index % 2 == 0 ? First : Second, TestClient.Web, form)));

    /// <summary>Runs a race for each of these; fails with the number of the races that ended otherwise, and what the first of them said.</summary>
    internal async Task RaceAsync<T>(IEnumerable<T> prizes, Func<T, Task> race)
    {
        _failures.Clear();
        await Parallel.ForEachAsync(prizes, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (prize, _) =>
        {
            try
            {
                await race(prize);
            }
            catch (Xunit.Sdk.XunitException failure)
            {
                _failures.Enqueue(failure.Message);
            }
        });
        Assert.True(_failures.IsEmpty, $"{_failures.Count} of {Races} races ended otherwise, the first so: {_failures.FirstOrDefault()}");
    }

    public async ValueTask DisposeAsync()
    {
        _browser?.Dispose();
        First?.Dispose();
        Second?.Dispose();
        if (_installation is not null) await _installation.DisposeAsync();
    }
}
