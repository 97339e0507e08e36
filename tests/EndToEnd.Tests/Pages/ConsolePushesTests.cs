using System.Web;
using EndToEnd.Tests.Product;

namespace EndToEnd.Tests.Pages;

/// <summary>The console pushes its sign-ins (RFC 9126): the browser carries a reference, and nothing that it could change.</summary>
[Collection(nameof(WholeProduct))]
public sealed class ConsolePushesTests(WholeProduct product)
{
    [Fact]
    public async Task The_browser_brings_a_reference_that_the_provider_knows()
    {
        using var console = product.AdminUi.NewClient();
        using var sent = await console.GetAsync("/");
        var request = new Uri(sent.Headers.Location!.OriginalString);
        var query = HttpUtility.ParseQueryString(request.Query);

        Assert.Equal($"{product.Installation.Issuer}/connect/authorize", request.GetLeftPart(UriPartial.Path));
        Assert.Equal(["client_id", "request_uri"], query.AllKeys.Order());

        using var provider = product.NewClientOfSecondProvider();
        using var brought = await provider.GetAsync(request.PathAndQuery);
        Assert.StartsWith("/sign-in?", brought.Headers.Location!.OriginalString, StringComparison.Ordinal);
    }
}
