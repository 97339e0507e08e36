using EndToEnd.Tests.Product;

namespace EndToEnd.Tests.LiveGrants;

/// <summary>Walks the table of docs/security.md: every artefact, every event, on the real thing, at two instances.</summary>
[Collection(nameof(WholeProduct))]
public sealed class LiveGrantTests(WholeProduct product, EndingTokens ending) : IClassFixture<EndingTokens>
{
    /// <summary>How far an API lets the clocks of issuer and API be apart.</summary>
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromSeconds(30);

    public static TheoryData<string> Events => [.. LivesAndDies.Cells.Select(cell => cell.Event).Distinct()];

    [Fact]
    public void The_table_has_a_verdict_in_every_cell()
    {
        Assert.True(LivesAndDies.Cells.Count >= 10 * 16);
        Assert.All(LivesAndDies.Cells, cell => Assert.Contains(cell.Verdict, new[] { "lives", "dies", "–" }));
    }

    /// <summary>The whole column at once: each artefact has a person of its own, and the waiting is done together.</summary>
    [Theory, MemberData(nameof(Events))]
    public async Task After_the_event_every_artefact_is_what_the_table_says(string happening)
    {
        var cells = LivesAndDies.Cells.Where(cell => cell.Event == happening && cell.Verdict != "–" && !WaitsForTheClock(cell.Artefact, happening));
        var trials = await Task.WhenAll(cells.Select(cell => Trial.PrepareAsync(product, cell.Artefact, cell.Verdict)));
        Assert.NotEmpty(trials);
        try
        {
            await Happening.OccurAsync(happening, product, trials);
            var contradictions = await Task.WhenAll(trials.Select(trial => trial.JudgeAsync(product)));
            Assert.Empty(contradictions.OfType<string>());
        }
        finally
        {
            foreach (var trial in trials) trial.Dispose();
            if (happening == "client disabled") await EnableAgainAsync();
        }
    }

    /// <summary>An access token is signed with its end, so these are left to reach it while the other events occur.</summary>
    [Fact]
    public async Task An_access_token_dies_when_its_lifetime_ends()
    {
        Assert.Contains(("access token of a session", "expiry", "dies"), LivesAndDies.Cells);
        Assert.Contains(("access token of a client", "expiry", "dies"), LivesAndDies.Cells);
        Assert.Contains(("access token bound by DPoP", "expiry", "dies"), LivesAndDies.Cells);
        using var instance = product.Provider.NewClient();
        using var api = product.UserApi.NewClient();
        await ending.WaitAsync();

        Assert.False(await Introspection.IsActiveAsync(instance, TestClient.Hasty, ending.OfPerson));
        Assert.False(await Introspection.IsActiveAsync(instance, TestClient.Hasty, ending.OfClient));
        Assert.False(await Introspection.IsActiveAsync(instance, TestClient.Hasty, ending.WithKey));
        await Eventually.RefusedAsync(() => Bearer.GetAsync(instance, "/connect/userinfo", ending.OfPerson), ClockTolerance);
        await Eventually.RefusedAsync(() => Bearer.GetAsync(api, "/v1/users/profile", ending.OfPerson), ClockTolerance);
    }

    private static bool WaitsForTheClock(string artefact, string happening) =>
        happening == "expiry" && artefact.StartsWith("access token", StringComparison.Ordinal);

    private async Task EnableAgainAsync()
    {
        await Happening.EnableClientsAsync(product, true);
        await Task.Delay(Happening.Remembered);
    }
}
