using System.Net;
using IdentityProvider.Tests.Hosting;
using TestKit.Browsing;

namespace IdentityProvider.Tests.Pages.Account;

[Collection(PagesOfOneProvider.Name)]
public sealed class AppsTests(SharedProvider shared)
{
    private readonly Provider _provider = shared.Provider;

    [Fact]
    public async Task An_app_is_shown_with_what_it_may_do_in_words()
    {
        using var browser = await AllowAsync("app.reader", "garden");
        await browser.OpenAsync($"{_provider.Issuer}/account/apps");

        var app = browser.Page.QuerySelector("main .item")!;
        Assert.Contains("Garden Planner", app.TextContent, StringComparison.Ordinal);
        Assert.NotEmpty(app.QuerySelectorAll("ul.sentences li"));
        Assert.DoesNotContain(app.QuerySelectorAll("ul.sentences li"), permission => permission.TextContent is "openid" or "profile");
    }

    [Fact]
    public async Task The_access_of_another_persons_app_is_not_told_from_that_of_no_app()
    {
        using var owner = await AllowAsync("app.owner", "garden");
        await _provider.RegisterAsync("app.stranger");
        using var stranger = await _provider.SignInAsync("app.stranger");

        await stranger.OpenAsync($"{_provider.Issuer}/account/apps/withdraw?client_id=garden");
        var (ofOther, bodyOfOther) = (stranger.Status, Asking.WithoutTokens(stranger.Body));
        await stranger.OpenAsync($"{_provider.Issuer}/account/apps/withdraw?client_id=madeup");
        Assert.Equal(HttpStatusCode.NotFound, ofOther);
        Assert.Equal(ofOther, stranger.Status);
        Assert.Equal(WithoutCode(bodyOfOther), WithoutCode(Asking.WithoutTokens(stranger.Body).Replace("madeup", "garden", StringComparison.Ordinal)));

        await stranger.OpenAsync($"{_provider.Issuer}/account/profile");
        using var answer = await _provider.PostAsync(
            stranger, "/account/apps/withdraw?client_id=garden", ("__RequestVerificationToken", stranger.Token()));
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        await owner.OpenAsync($"{_provider.Issuer}/account/apps");
        Assert.Contains("Garden Planner", owner.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_name_of_an_app_is_text()
    {
        using var browser = await AllowAsync("app.careful", "hostile");
        foreach (var path in new[] { "/account/apps", "/account/apps/withdraw?client_id=hostile", "/account/activity" })
        {
            await browser.OpenAsync(_provider.Issuer + path);
            Assert.Contains("&lt;script&gt;alert(&#x27;name&#x27;)", browser.Body, StringComparison.Ordinal);
            Assert.DoesNotContain(browser.Page.Scripts, script => string.IsNullOrEmpty(script.Source));
        }
    }

    private async Task<ScriptlessBrowser> AllowAsync(string userName, string client)
    {
        await _provider.RegisterAsync(userName);
        var browser = await _provider.SignInAsync(userName);
        await browser.OpenAsync(_provider.Authorize(client));
        return await browser.SubmitAsync(("decision", "allow"), ("remember", "true"));
    }

    // Every refusal has a support code of its own.
    private static string WithoutCode(string html) =>
        System.Text.RegularExpressions.Regex.Replace(html, "[0-9A-Z]{4}-[0-9A-Z]{4}", "");
}
