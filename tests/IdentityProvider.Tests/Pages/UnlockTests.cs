using System.Net;
using IdentityProvider.Tests.Hosting;
using TestKit.Mail;

namespace IdentityProvider.Tests.Pages;

[Collection(PagesOfOneProvider.Name)]
public sealed class UnlockTests(SharedProvider shared)
{
    private readonly Provider _provider = shared.Provider;

    [Fact]
    public async Task The_link_of_the_letter_lets_this_browser_alone_try_again()
    {
        await _provider.RegisterAsync("locked.and.free");
        using var stranger = _provider.NewBrowser();
        for (var guess = 0; guess < 6; guess++) await TryAsync(stranger, "locked.and.free", "Wrong-1234");

        using var owner = _provider.NewBrowser();
        await TryAsync(owner, "locked.and.free", Demo.OwnPassword);
        Assert.Equal("/sign-in", owner.Location.AbsolutePath);

        var link = await SentMails.LinkAsync(_provider.DataDirectory, "locked.and.free@example.com", "/unlock");
        await owner.OpenAsync(link);
        await owner.OpenAsync(link); // looking at it twice uses nothing up
        await owner.SubmitAsync(("token", owner.Page.QuerySelector("input[name=token]")!.GetAttribute("value")!));
        Assert.Equal("/unlock?done=true", owner.Location.PathAndQuery);

        await TryAsync(stranger, "locked.and.free", Demo.OwnPassword);
        Assert.Equal("/sign-in", stranger.Location.AbsolutePath);
        await TryAsync(owner, "locked.and.free", Demo.OwnPassword);
        Assert.Equal("/", owner.Location.AbsolutePath);

        await stranger.OpenAsync(link);
        Assert.Null(stranger.Page.QuerySelector("input[name=token]"));
    }

    [Theory]
    [InlineData("/unlock")]
    [InlineData("/unlock?token=")]
    [InlineData("/unlock?token=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("/unlock?token=%00%F0%9F%98%80%3Cscript%3E")]
    public async Task A_link_that_opens_nothing_says_so(string path)
    {
        using var browser = _provider.NewBrowser();
        await browser.OpenAsync(_provider.Issuer + path);

        Assert.Equal(HttpStatusCode.OK, browser.Status);
        Assert.Contains("does not work any more", browser.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>", browser.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_without_its_token_unlocks_nothing()
    {
        using var browser = _provider.NewBrowser();
        using var answer = await _provider.PostAsync(browser, "/unlock", ("token", "x"));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    private async Task TryAsync(TestKit.Browsing.ScriptlessBrowser browser, string name, string password)
    {
        await browser.OpenAsync($"{_provider.Issuer}/sign-in");
        await browser.SubmitAsync(("UserName", name), ("Password", password));
    }
}
