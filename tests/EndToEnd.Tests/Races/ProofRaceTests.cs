using System.Net;
using EndToEnd.Tests.Product;
using TestKit.DPoP;

namespace EndToEnd.Tests.Races;

/// <summary>DPoP proofs at both instances at once: each counts once (RFC 9449 §11.1).</summary>
[Collection(nameof(WholeProduct))]
public sealed class ProofRaceTests(WholeProduct product)
{
    [Fact]
    public async Task Of_twenty_presentations_of_one_proof_one_gets_a_token()
    {
        using var first = product.Provider.NewClient();
        using var second = product.NewClientOfSecondProvider();
        using var key = new ProofKey();
        var proof = Proven.ForToken(product, key);
        var form = new Dictionary<string, string> { ["grant_type"] = "client_credentials", ["scope"] = "admin.api" };

        var answers = await Task.WhenAll(Enumerable.Range(0, 20)
            .Select(index => TokenAnswer.AskAsync(index % 2 == 0 ? first : second, TestClient.Machine, form, proof)));

        Assert.Single(answers, answer => answer.Status == HttpStatusCode.OK);
        Assert.Equal(19, answers.Count(answer => answer is { Status: HttpStatusCode.BadRequest, Error: "invalid_dpop_proof" }));
    }
}
