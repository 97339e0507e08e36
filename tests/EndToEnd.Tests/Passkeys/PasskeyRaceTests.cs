using EndToEnd.Tests.Product;
using TestKit.Passkeys;

namespace EndToEnd.Tests.Passkeys;

/// <summary>One answer of a passkey, brought many times at once to two processes (WebAuthn §13.4.3).</summary>
[Collection(nameof(WholeProduct))]
public sealed class PasskeyRaceTests(WholeProduct product)
{
    private const int Presentations = 20;

    [Fact]
    public async Task Of_twenty_presentations_of_an_answer_one_signs_in()
    {
        using var device = new SoftwareAuthenticator(product.Installation.Issuer) { IsSynced = true }; // no counter that would tell them apart
        using var person = await Person.RegisterAsync(product);
        await person.SignInAsync(TestClient.Web, "openid");
        await PasskeyPages.AddAsync(product, person.Browser, device);
        using var browser = product.NewBrowser();
        var answer = await PasskeyPages.AnswerAsync(product, browser, device);
        using var first = product.Provider.NewClient();
        using var second = product.NewClientOfSecondProvider();

        var ends = await Task.WhenAll(Enumerable.Range(0, Presentations).Select(index => answer.SendAsync(index % 2 == 0 ? first : second)));

        Assert.Single(ends, end => end is not null);
    }
}
