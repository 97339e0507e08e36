using System.Net;
using IdentityProvider.Tests.Hosting;

namespace IdentityProvider.Tests.ExternalLogins;

/// <summary>Where nothing is configured, nobody is sent elsewhere.</summary>
[Collection(PagesOfOneProvider.Name)]
public sealed class NoExternalLoginTests(SharedProvider shared)
{
    private readonly Provider _provider = shared.Provider;

    [Fact]
    public async Task There_is_no_button_and_no_address()
    {
        using var browser = _provider.NewBrowser();
        foreach (var page in new[] { "/sign-in", "/register" })
        {
            await browser.OpenAsync(_provider.Issuer + page);
            Assert.Null(browser.Page.QuerySelector("[name=provider]"));
        }

        await browser.OpenAsync($"{_provider.Issuer}/signin/google?code=a&state=b");
        Assert.Equal(HttpStatusCode.NotFound, browser.Status);
        await browser.OpenAsync($"{_provider.Issuer}/sign-in");
        using var answer = await _provider.PostAsync(
            browser, "/external-login/start", ("provider", "google"), ("__RequestVerificationToken", browser.Token()));
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task The_account_page_says_that_there_is_nothing_to_link()
    {
        using var browser = await _provider.SignInAsync("alice");
        await browser.OpenAsync($"{_provider.Issuer}/account/linked-accounts");
        Assert.Contains("No other provider is set up here.", browser.Body, StringComparison.Ordinal);
    }
}
