using System.Net;
using EndToEnd.Tests.LiveGrants;
using EndToEnd.Tests.Product;

namespace EndToEnd.Tests.Races;

/// <summary>One pushed request, brought many times at once to two processes (RFC 9126 §7.3).</summary>
[Collection(nameof(WholeProduct))]
public sealed class PushedRequestRaceTests(WholeProduct product)
{
    private const int Presentations = 20;

    [Fact]
    public async Task Of_twenty_presentations_of_a_pushed_request_one_is_let_in()
    {
        using var first = product.Provider.NewClient();
        using var second = product.NewClientOfSecondProvider();
        var requestUri = await PushedArtefact.PushAsync(first, product.Installation.Issuer);

        var answers = await Task.WhenAll(Enumerable.Range(0, Presentations)
            .Select(index => PushedArtefact.BringAsync(index % 2 == 0 ? first : second, TestClient.Web, requestUri)));

        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.SeeOther);
        Assert.Equal(Presentations - 1, answers.Count(answer => answer.StatusCode == HttpStatusCode.BadRequest));
        foreach (var answer in answers) answer.Dispose();
    }
}
