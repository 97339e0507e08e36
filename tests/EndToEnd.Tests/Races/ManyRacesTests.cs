using System.Net;
using EndToEnd.Tests.Product;

namespace EndToEnd.Tests.Races;

/// <summary>The races of codes and refresh tokens again and again, since a race that is lost once in a hundred is lost (RFC 6749 §10.5, RFC 9700 §4.14.2).</summary>
public sealed class ManyRacesTests(RaceInstallation installation) : IClassFixture<RaceInstallation>
{
    private const int PresentationsOfCode = 50;
    private const int PresentationsOfRefreshToken = 20;

    [Fact]
    public async Task Of_fifty_presentations_of_each_code_one_is_answered_and_what_it_bought_is_dead() =>
        await installation.RaceAsync(await installation.NewCodesAsync(RaceInstallation.Races), async code =>
        {
            var answers = await installation.PresentAsync(PresentationsOfCode, code);

            var winner = Assert.Single(answers, answer => answer.Status == HttpStatusCode.OK);
            Assert.Equal(PresentationsOfCode - 1, answers.Count(answer => answer is { Status: HttpStatusCode.BadRequest, Error: "invalid_grant" }));
            Assert.Equal("invalid_grant", (await TokenAnswer.RefreshAsync(installation.First, TestClient.Web, winner.RefreshToken)).Error);
            Assert.Equal("invalid_grant", (await TokenAnswer.RefreshAsync(installation.Second, TestClient.Web, winner.RefreshToken)).Error);
        });

    [Fact]
    public async Task Twenty_presentations_of_each_refresh_token_get_the_same_successor_which_works() =>
        await installation.RaceAsync(await installation.NewCodesAsync(RaceInstallation.Races), async code =>
        {
            var tokens = await TokenAnswer.AskAsync(installation.First, TestClient.Web, code);

            var answers = await installation.PresentAsync(PresentationsOfRefreshToken, Refresh(tokens.RefreshToken));

            Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.Status));
            var successor = Assert.Single(answers.Select(answer => answer.RefreshToken).Distinct());
            Assert.NotEqual(tokens.RefreshToken, successor);
            Assert.Equal(HttpStatusCode.OK, (await TokenAnswer.RefreshAsync(installation.Second, TestClient.Web, successor)).Status);
        });

    private static Dictionary<string, string> Refresh(string token) => new() { ["grant_type"] = "refresh_token", ["refresh_token"] = token };
}
