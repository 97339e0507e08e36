using AngleSharp.Dom;
using IdentityProvider.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using TestKit.Browsing;
using UserDirectory.Database;
using UserDirectory.Users;

namespace IdentityProvider.Tests.Pages.Account;

[Collection(PagesOfOneProvider.Name)]
public sealed class SecurityTests(SharedProvider shared)
{
    private readonly Provider _provider = shared.Provider;

    [Fact]
    public async Task Every_guard_leads_to_a_page_that_there_is()
    {
        using var browser = await SignInNewAsync("guarded.one");
        var links = (await OpenAsync(browser)).Select(guard => guard.QuerySelector("a")!.GetAttribute("href")!).ToList();
        Assert.Contains("/account/password", links);
        Assert.Contains("/account/devices", links);
        foreach (var link in links.Distinct())
        {
            await browser.OpenAsync(_provider.Issuer + link);
            Assert.Equal(link, browser.Location.AbsolutePath);
        }
    }

    [Fact]
    public async Task A_password_that_was_changed_says_when()
    {
        using var browser = await SignInNewAsync("password.age");
        await browser.OpenAsync($"{_provider.Issuer}/account/password");
        await browser.SubmitAsync(("Current", Demo.OwnPassword), ("New", "Another-9-Word"));
        Assert.NotNull(Guard(await OpenAsync(browser), "/account/password").QuerySelector("time"));
    }

    [Fact]
    public async Task Without_a_second_step_the_front_page_says_so()
    {
        using var browser = await SignInNewAsync("one.step");
        Assert.Contains("Off:", Guard(await OpenAsync(browser), "/account/second-factor").TextContent, StringComparison.Ordinal);
        await browser.OpenAsync($"{_provider.Issuer}/account");
        Assert.NotNull(browser.Page.QuerySelector("[aria-labelledby=check-up] a[href='/account/second-factor']"));
    }

    [Fact]
    public async Task Codes_by_mail_count_as_a_second_step_once_the_address_is_verified()
    {
        using var browser = await SignInNewAsync("mailed.codes");
        await using (var scope = _provider.Services.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<IdentityDb>();
            await db.Set<User>().Where(user => user.UserName == "mailed.codes")
                .ExecuteUpdateAsync(set => set.SetProperty(user => user.TwoFactorEnabled, true).SetProperty(user => user.EmailConfirmed, true));
        }

        Assert.Contains("sent to you by e-mail", Guard(await OpenAsync(browser), "/account/second-factor").TextContent, StringComparison.Ordinal);
    }

    private async Task<ScriptlessBrowser> SignInNewAsync(string userName)
    {
        await _provider.RegisterAsync(userName);
        return await _provider.SignInAsync(userName);
    }

    private async Task<IReadOnlyList<IElement>> OpenAsync(ScriptlessBrowser browser)
    {
        await browser.OpenAsync($"{_provider.Issuer}/account/security");
        return [.. browser.Page.QuerySelectorAll("main .item")];
    }

    private static IElement Guard(IReadOnlyList<IElement> guards, string address) =>
        guards.First(guard => guard.QuerySelector("a")!.GetAttribute("href") == address);
}
