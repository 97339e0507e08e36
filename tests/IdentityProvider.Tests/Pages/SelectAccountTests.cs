using System.Net;
using IdentityProvider.Tests.Hosting;

namespace IdentityProvider.Tests.Pages;

/// <summary>What apps ask for by <c>prompt</c>: another account, or a new one.</summary>
[Collection(PagesOfOneProvider.Name)]
public sealed class SelectAccountTests(SharedProvider shared)
{
    private readonly Provider _provider = shared.Provider;

    [Fact]
    public async Task Going_on_as_who_is_signed_in_leads_to_the_client()
    {
        await _provider.RegisterAsync("select.continue");
        using var browser = await _provider.SignInAsync("select.continue");
        await browser.OpenAsync(_provider.Authorize("house", more: "&prompt=select_account"));
        Assert.Equal("/select-account", browser.Location.AbsolutePath);
        Assert.Contains("Continue as select.continue", browser.Body, StringComparison.Ordinal);

        await browser.SubmitAsync();

        Assert.Contains("code=", browser.Location.Query, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_account_signs_in()
    {
        await _provider.RegisterAsync("select.other");
        using var browser = await _provider.SignInAsync("select.other");
        await browser.OpenAsync(_provider.Authorize("house", more: "&prompt=select_account"));

        await browser.OpenAsync(new Uri(browser.Location, browser.Page.QuerySelector(".card-foot a")!.GetAttribute("href")!).ToString());

        Assert.Equal("/sign-in", browser.Location.AbsolutePath);
        Assert.NotNull(browser.Page.QuerySelector("[name=Password]"));
    }

    [Fact]
    public async Task A_new_account_is_made_first()
    {
        using var browser = _provider.NewBrowser();
        await browser.OpenAsync(_provider.Authorize("house", more: "&prompt=create"));
        Assert.Equal("/register", browser.Location.AbsolutePath);
        Assert.NotNull(browser.Page.QuerySelector("[name=Email]"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("?returnUrl=https://evil.example/")]
    public async Task Without_a_waiting_request_there_is_nothing_to_choose(string query)
    {
        using var browser = await _provider.SignInAsync("alice");
        await browser.OpenAsync($"{_provider.Issuer}/select-account{query}");
        Assert.Equal(HttpStatusCode.OK, browser.Status);
        Assert.StartsWith(_provider.Issuer, browser.Location.ToString(), StringComparison.Ordinal);
        Assert.NotEqual("/select-account", browser.Location.AbsolutePath);
    }
}
