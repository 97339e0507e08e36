using System.Net;
using EndToEnd.Tests.Product;
using TestKit.Assertions;

namespace EndToEnd.Tests.Races;

/// <summary>One client assertion, presented many times at once to two processes (RFC 7523 §3 item 7).</summary>
[Collection(nameof(WholeProduct))]
public sealed class AssertionRaceTests(WholeProduct product)
{
    private const int Presentations = 20;
    private const int Races = 10;

    [Fact]
    public async Task Of_twenty_presentations_of_an_assertion_one_is_answered()
    {
        using var first = product.Provider.NewClient();
        using var second = product.NewClientOfSecondProvider();
        for (var race = 0; race < Races; race++)
        {
            var form = new Dictionary<string, string> { ["grant_type"] = "client_credentials", ["scope"] = "profile.api" };
            foreach (var (name, value) in HmacAssertion.Parameters(
                "asserting", "asserting-secret-known-to-these-tests-alone", product.Installation.Issuer, TimeProvider.System.GetUtcNow()))
                form[name] = value;

            var answers = await Task.WhenAll(Enumerable.Range(0, Presentations)
                .Select(index => TokenAnswer.AskAsync(index % 2 == 0 ? first : second, TestClient.Asserting, form)));

            Assert.Single(answers, answer => answer.Status == HttpStatusCode.OK);
            Assert.Equal(
                Presentations - 1, answers.Count(answer => answer is { Status: HttpStatusCode.Unauthorized, Error: "invalid_client" }));
        }
    }
}
