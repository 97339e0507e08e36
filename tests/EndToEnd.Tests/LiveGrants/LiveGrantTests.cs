using EndToEnd.Tests.Product;

namespace EndToEnd.Tests.LiveGrants;

/// <summary>Walks the table of docs/security.md: every artefact, every event, on the real thing, at two instances.</summary>
[Collection(nameof(WholeProduct))]
public sealed class LiveGrantTests(WholeProduct product)
{
    /// <summary>How far an API lets the clocks of issuer and API be apart.</summary>
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromSeconds(30);

    public static TheoryData<string, string, string> Cells
    {
        get
        {
            var cells = new TheoryData<string, string, string>();
            foreach (var (artefact, happening, verdict) in LivesAndDies.Cells)
                if (verdict != "–" && !WaitsForTheClock(artefact, happening))
                    cells.Add(artefact, happening, verdict);
            return cells;
        }
    }

    [Fact]
    public void The_table_has_a_verdict_in_every_cell()
    {
        Assert.True(LivesAndDies.Cells.Count >= 7 * 13);
        Assert.All(LivesAndDies.Cells, cell => Assert.Contains(cell.Verdict, new[] { "lives", "dies", "–" }));
    }

    [Theory, MemberData(nameof(Cells))]
    public async Task After_the_event_the_artefact_is_what_the_table_says(string artefactName, string happening, string verdict)
    {
        using var person = await Person.RegisterAsync(product);
        using var first = product.Provider.NewClient();
        using var second = product.NewClientOfSecondProvider();
        var artefact = await Artefact.ObtainAsync(artefactName, person);
        try
        {
            await Happening.OccurAsync(happening, artefact, person, first);
            if (verdict == "lives") Assert.True(await artefact.WorksAsync(second), $"The {artefactName} should have survived: {happening}.");
            else await AssertDiesAsync(artefact, second, product.Provider.NewClient());
        }
        finally
        {
            if (happening == "client disabled") await EnableAgainAsync();
        }
    }

    /// <summary>An access token is signed with its end, so this client's tokens are left to reach it.</summary>
    [Fact]
    public async Task An_access_token_dies_when_its_lifetime_ends()
    {
        Assert.Contains(("access token of a session", "expiry", "dies"), LivesAndDies.Cells);
        Assert.Contains(("access token of a client", "expiry", "dies"), LivesAndDies.Cells);
        using var person = await Person.RegisterAsync(product);
        using var instance = product.Provider.NewClient();
        using var api = product.UserApi.NewClient();
        var tokens = await person.SignInAsync(TestClient.Hasty, "openid profile.api");
        var ofClient = await TokenAnswer.AskAsync(instance, TestClient.Hasty, new Dictionary<string, string> { ["grant_type"] = "client_credentials", ["scope"] = "profile.api" });
        Assert.True(await Introspection.IsActiveAsync(instance, TestClient.Hasty, tokens.AccessToken));
        Assert.True(await Introspection.IsActiveAsync(instance, TestClient.Hasty, ofClient.AccessToken));

        await Task.Delay(TimeSpan.FromSeconds(3));

        Assert.False(await Introspection.IsActiveAsync(instance, TestClient.Hasty, tokens.AccessToken));
        Assert.False(await Introspection.IsActiveAsync(instance, TestClient.Hasty, ofClient.AccessToken));
        await Eventually.RefusedAsync(() => Bearer.GetAsync(instance, "/connect/userinfo", tokens.AccessToken), ClockTolerance);
        await Eventually.RefusedAsync(() => Bearer.GetAsync(api, "/v1/users/profile", tokens.AccessToken), ClockTolerance);
    }

    private static bool WaitsForTheClock(string artefact, string happening) =>
        happening == "expiry" && artefact.StartsWith("access token", StringComparison.Ordinal);

    /// <summary>Handles die at once; what is answered from memory has 5 seconds.</summary>
    private static async Task AssertDiesAsync(Artefact artefact, params HttpClient[] instances)
    {
        foreach (var instance in instances)
        {
            var started = TimeProvider.System.GetTimestamp();
            while (await artefact.WorksAsync(instance))
            {
                Assert.True(artefact is AccessArtefact or ClientAccessArtefact, "A handle must die at once.");
                Assert.True(TimeProvider.System.GetElapsedTime(started) < TimeSpan.FromSeconds(7), "An access token outlived its grant by more than 5 s.");
                await Task.Delay(250);
            }
        }
    }

    private async Task EnableAgainAsync()
    {
        await Happening.EnableClientsAsync(product, true);
        await Task.Delay(Happening.Remembered);
    }
}
