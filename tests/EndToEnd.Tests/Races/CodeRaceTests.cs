using System.Net;
using EndToEnd.Tests.Product;

namespace EndToEnd.Tests.Races;

/// <summary>One code, presented many times at once to two processes (RFC 6749 §4.1.2 and §10.5).</summary>
[Collection(nameof(WholeProduct))]
public sealed class CodeRaceTests(WholeProduct product)
{
    private const int Presentations = 50;

    [Fact]
    public async Task Of_fifty_presentations_of_a_code_one_is_answered_and_its_tokens_end_dead()
    {
        using var browser = product.NewBrowser();
        using var first = product.Provider.NewClient();
        using var second = product.NewClientOfSecondProvider();
        var authorization = new CodeFlow(product.Installation.Issuer, TestClient.Web, "openid profile offline_access profile.api");
        var redeem = authorization.Redeem(await browser.SignInAsync(authorization.Url, "alice", "Pass123$"));

        var answers = await Task.WhenAll(Enumerable.Range(0, Presentations)
            .Select(index => TokenAnswer.AskAsync(index % 2 == 0 ? first : second, TestClient.Web, redeem)));

        var winner = Assert.Single(answers, answer => answer.Status == HttpStatusCode.OK);
        Assert.All(answers.Where(answer => answer != winner), answer =>
        {
            Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
            Assert.Equal("invalid_grant", answer.Error);
        });

        Assert.Equal("invalid_grant", (await TokenAnswer.RefreshAsync(first, TestClient.Web, winner.RefreshToken)).Error);
        foreach (var instance in new[] { first, second })
            await Eventually.RefusedAsync(() => Bearer.GetAsync(instance, "/connect/userinfo", winner.AccessToken));
        using var api = product.UserApi.NewClient();
        await Eventually.RefusedAsync(() => Bearer.GetAsync(api, "/v1/users/profile", winner.AccessToken));
    }
}
