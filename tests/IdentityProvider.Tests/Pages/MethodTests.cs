using System.Net;
using IdentityProvider.Tests.Hosting;

namespace IdentityProvider.Tests.Pages;

[Collection(PagesOfOneProvider.Name)]
public sealed class MethodTests(SharedProvider shared)
{
    [Theory] // RFC 9110 §15.5.6
    [InlineData("/account")]
    [InlineData("/account/security")]
    [InlineData("/account/apps")]
    [InlineData("/account/activity")]
    [InlineData("/account?handler=Save")]
    public async Task A_page_that_does_nothing_with_a_form_takes_none(string path)
    {
        using var browser = await shared.Provider.SignInAsync("bob");
        await browser.OpenAsync($"{shared.Provider.Issuer}/account/password");

        using var answer = await shared.Provider.PostAsync(browser, path, ("__RequestVerificationToken", browser.Token()));

        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
        Assert.Equal(["GET", "HEAD"], answer.Content.Headers.Allow.Order());
    }
}
