using System.Net;
using EndToEnd.Tests.Product;

namespace EndToEnd.Tests.Races;

/// <summary>One refresh token, presented many times at once to two processes (RFC 9700 §4.14.2).</summary>
[Collection(nameof(WholeProduct))]
public sealed class RefreshRaceTests(WholeProduct product)
{
    private const int Presentations = 50;

    [Fact]
    public async Task Within_the_grace_fifty_presentations_get_the_same_successor()
    {
        using var browser = product.NewBrowser();
        using var first = product.Provider.NewClient();
        using var second = product.NewClientOfSecondProvider();
        var tokens = await product.SignInAsync(browser, TestClient.Web, "openid offline_access profile.api");

        var answers = await PresentAsync(tokens.RefreshToken, first, second);

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.Status));
        var successor = Assert.Single(answers.Select(answer => answer.RefreshToken).Distinct());
        Assert.NotEqual(tokens.RefreshToken, successor);
        Assert.Equal(HttpStatusCode.OK, (await TokenAnswer.RefreshAsync(second, TestClient.Web, successor)).Status);
    }

    internal static Task<TokenAnswer[]> PresentAsync(string refreshToken, params HttpClient[] instances) =>
        Task.WhenAll(Enumerable.Range(0, Presentations)
            .Select(index => TokenAnswer.RefreshAsync(instances[index % instances.Length], TestClient.Web, refreshToken)));
}
