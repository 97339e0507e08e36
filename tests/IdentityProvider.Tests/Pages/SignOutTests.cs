using System.Net;
using IdentityProvider.Tests.Hosting;
using TestKit.Browsing;

namespace IdentityProvider.Tests.Pages;

[Collection(PagesOfOneProvider.Name)]
public sealed class SignOutTests(SharedProvider shared)
{
    private readonly Provider _provider = shared.Provider;

    [Fact]
    public async Task A_link_alone_signs_nobody_out()
    {
        using var browser = await _provider.SignInAsync("alice");
        await browser.OpenAsync($"{_provider.Issuer}/sign-out");
        await browser.OpenAsync($"{_provider.Issuer}/connect/endsession");
        Assert.True(await IsSignedInAsync(browser));
    }

    [Fact]
    public async Task A_forged_form_signs_nobody_out()
    {
        using var browser = await _provider.SignInAsync("alice");
        using var answer = await _provider.PostAsync(browser, "/sign-out");
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.True(await IsSignedInAsync(browser));
    }

    [Fact]
    public async Task Confirming_signs_out_and_names_the_apps()
    {
        using var browser = await _provider.SignInAsync("alice");
        await browser.OpenAsync(_provider.Authorize("house"));
        await _provider.RedeemAsync(browser);
        await browser.OpenAsync($"{_provider.Issuer}/sign-out");
        Assert.Contains("House", browser.Page.QuerySelector(".items")!.TextContent, StringComparison.Ordinal);

        await browser.SubmitAsync(browser.Page.Forms[0]);
        Assert.StartsWith("/signed-out?logoutId=", browser.Location.PathAndQuery, StringComparison.Ordinal);
        Assert.Contains("House", browser.Page.QuerySelector(".items")!.TextContent, StringComparison.Ordinal);
        Assert.False(await IsSignedInAsync(browser));
    }

    [Fact]
    public async Task After_confirming_the_person_goes_back_to_the_app_that_asked()
    {
        using var browser = await _provider.SignInAsync("alice");
        await browser.OpenAsync($"{_provider.Issuer}/connect/endsession?client_id=garden&state=abc&post_logout_redirect_uri="
            + Uri.EscapeDataString("https://garden.test/goodbye"));
        Assert.Contains("Garden Planner", browser.Body, StringComparison.Ordinal);

        await browser.SubmitAsync(browser.Page.Forms[0]);
        Assert.Equal("https://garden.test/goodbye?state=abc", browser.Location.ToString());
    }

    [Fact]
    public async Task An_address_that_nobody_registered_is_not_gone_to()
    {
        using var browser = await _provider.SignInAsync("alice");
        await browser.OpenAsync($"{_provider.Issuer}/connect/endsession?client_id=garden&post_logout_redirect_uri="
            + Uri.EscapeDataString("https://garden.test/goodbye/../evil"));
        await browser.SubmitAsync(browser.Page.Forms[0]);
        Assert.StartsWith($"{_provider.Issuer}/signed-out", browser.Location.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("CfDJ8AAAA")]
    [InlineData("<script>alert(1)</script>")]
    public async Task A_made_up_logout_id_shows_a_plain_page(string logoutId)
    {
        using var browser = _provider.NewBrowser();
        await browser.OpenAsync($"{_provider.Issuer}/signed-out?logoutId={Uri.EscapeDataString(logoutId)}");
        Assert.Equal(HttpStatusCode.OK, browser.Status);
        Assert.DoesNotContain("<script>alert", browser.Body, StringComparison.Ordinal);
        Assert.Null(browser.Page.QuerySelector(".items"));
    }

    private async Task<bool> IsSignedInAsync(ScriptlessBrowser browser) =>
        (await browser.OpenAsync($"{_provider.Issuer}/account")).Location.AbsolutePath == "/account";
}
