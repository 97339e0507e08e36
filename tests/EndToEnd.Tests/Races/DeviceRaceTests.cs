using System.Net;
using EndToEnd.Tests.Product;

namespace EndToEnd.Tests.Races;

/// <summary>One device code, polled with many times at once at two processes while a person approves it (RFC 8628 §3.5).</summary>
[Collection(nameof(WholeProduct))]
public sealed class DeviceRaceTests(WholeProduct product)
{
    private const int Polls = 20;

    [Fact]
    public async Task Of_twenty_polls_around_the_approval_one_gets_tokens_and_they_end_dead()
    {
        using var browser = product.NewBrowser();
        await browser.OpenAsync($"{product.Installation.Issuer}/sign-in");
        await browser.SubmitAsync(("UserName", "bob"), ("Password", "Pass123$"));
        using var first = product.Provider.NewClient();
        using var second = product.NewClientOfSecondProvider();
        var device = await DeviceFlow.AskAsync(product, TestClient.Television, "openid offline_access");

        var approval = device.AllowAsync(browser);
        var answers = await Task.WhenAll(Enumerable.Range(0, Polls).Select(index => PollAsync(index % 2 == 0 ? first : second, device)));
        await approval;

        var winner = Assert.Single(answers, answer => answer.Status == HttpStatusCode.OK);
        Assert.All(answers.Where(answer => answer != winner), answer => Assert.Equal("invalid_grant", answer.Error));
        Assert.Equal("invalid_grant", (await TokenAnswer.RefreshAsync(second, TestClient.Television, winner.RefreshToken)).Error);
        await Eventually.RefusedAsync(() => Bearer.GetAsync(second, "/connect/userinfo", winner.AccessToken));
    }

    /// <summary>Polls until the person has answered, as fast as it goes.</summary>
    private static async Task<TokenAnswer> PollAsync(HttpClient instance, DeviceFlow device)
    {
        while (true)
        {
            var answer = await TokenAnswer.AskAsync(instance, TestClient.Television, device.Poll);
            if (answer.Error is not ("authorization_pending" or "slow_down")) return answer;
        }
    }
}
