using System.Net;
using EndToEnd.Tests.Product;
using TestKit.Browsing;
using TestKit.Postgres;
using TestKit.Product;

namespace EndToEnd.Tests.Races;

/// <summary>The same with <c>Lifetimes:RefreshGrace</c> at zero: an installation of its own, since the setting is for the whole of it.</summary>
public sealed class RefreshRaceWithoutGraceTests
{
    [Fact]
    public async Task Without_a_grace_one_presentation_is_answered_and_the_family_ends()
    {
        await using var installation = new Installation(await (await PostgresServer.GetAsync()).CreateDatabaseAsync());
        installation.Settings["Identity:ClientsFile"] = Path.Combine(WholeProduct.Folder, "clients.json");
        installation.Settings["Lifetimes:RefreshGrace"] = "00:00:00";
        var provider = await installation.StartIdentityProviderAsync();
        var secondProvider = await installation.StartSecondIdentityProviderAsync();
        using var first = provider.NewClient();
        using var second = secondProvider.NewClient();
        second.DefaultRequestHeaders.Host = new Uri(installation.Issuer).Authority;
        using var browser = new ScriptlessBrowser(new Uri(installation.Issuer));
        var authorization = new CodeFlow(installation.Issuer, TestClient.Web, "openid offline_access profile.api");
        var answer = await browser.SignInAsync(authorization.Url, "alice", "Pass123$");
        var tokens = await TokenAnswer.AskAsync(first, TestClient.Web, authorization.Redeem(answer));

        var answers = await RefreshRaceTests.PresentAsync(tokens.RefreshToken, first, second);

        var winner = Assert.Single(answers, presented => presented.Status == HttpStatusCode.OK);
        Assert.All(answers.Where(presented => presented != winner), presented => Assert.Equal("invalid_grant", presented.Error));
        Assert.Equal("invalid_grant", (await TokenAnswer.RefreshAsync(first, TestClient.Web, winner.RefreshToken)).Error);
        await Eventually.RefusedAsync(() => Bearer.GetAsync(second, "/connect/userinfo", winner.AccessToken));
    }
}
