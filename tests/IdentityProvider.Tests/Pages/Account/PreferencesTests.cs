using IdentityProvider.Tests.Hosting;
using TestKit.Browsing;

namespace IdentityProvider.Tests.Pages.Account;

[Collection(PagesOfOneProvider.Name)]
public sealed class PreferencesTests(SharedProvider shared)
{
    private readonly Provider _provider = shared.Provider;

    [Fact]
    public async Task Times_are_told_in_the_zone_of_the_profile_at_once()
    {
        using var browser = await SignInNewAsync("zoned");
        await browser.OpenAsync($"{_provider.Issuer}/account");
        Assert.Contains(" UTC", browser.Page.QuerySelector("main time")!.TextContent, StringComparison.Ordinal);

        await browser.OpenAsync($"{_provider.Issuer}/account/preferences");
        await browser.SubmitAsync(("Zoneinfo", "Pacific/Kiritimati"));

        await browser.OpenAsync($"{_provider.Issuer}/account");
        var time = browser.Page.QuerySelector("main time")!;
        var exact = DateTimeOffset.Parse(time.GetAttribute("datetime")!, null, System.Globalization.DateTimeStyles.AssumeUniversal);
        Assert.Equal(exact.ToOffset(TimeSpan.FromHours(14)).ToString("d MMM yyyy, HH:mm", new System.Globalization.CultureInfo("en")), time.TextContent);
        Assert.False(time.HasAttribute("data-local"));
    }

    [Theory]
    [InlineData("Zoneinfo", "Mars/Olympus")]
    [InlineData("Zoneinfo", "../../etc/passwd")]
    [InlineData("Zoneinfo", "UTC+3")]
    public async Task A_zone_that_there_is_not_is_refused(string field, string value)
    {
        using var browser = await SignInNewAsync($"no.zone.{value.Length}");
        await browser.SubmitAsync((field, value));
        Assert.NotNull(browser.Page.QuerySelector("#Zoneinfo-error"));
        await browser.OpenAsync($"{_provider.Issuer}/account/preferences");
        Assert.Equal("", browser.Page.QuerySelector("[name=Zoneinfo]")!.GetAttribute("value") ?? "");
    }

    [Fact]
    public async Task The_zones_are_offered_by_name()
    {
        using var browser = await SignInNewAsync("zone.finder");
        var zones = browser.Page.QuerySelectorAll("datalist#zones option").Select(option => option.GetAttribute("value")).ToList();
        Assert.Contains("Europe/Berlin", zones);
        Assert.Equal("zones", browser.Page.QuerySelector("[name=Zoneinfo]")!.GetAttribute("list"));
    }

    [Fact]
    public async Task Choices_of_what_to_be_told_are_kept_and_security_by_mail_cannot_be_turned_off()
    {
        using var browser = await SignInNewAsync("told.little");
        Assert.True(IsTicked(browser, "email.security"));
        Assert.True(browser.Page.QuerySelector("[name='email.security']")!.HasAttribute("disabled"));
        Assert.True(IsTicked(browser, "push.account"));
        Assert.False(IsTicked(browser, "email.product_news"));

        using var answer = await _provider.PostAsync(
            browser, "/account/preferences?handler=Notices", ("__RequestVerificationToken", browser.Token()), ("email.product_news", "true"), ("push.security", "true"), ("made.up", "true"));

        await browser.OpenAsync(answer.Headers.Location!.ToString());
        Assert.True(IsTicked(browser, "email.security"));
        Assert.True(IsTicked(browser, "email.product_news"));
        Assert.True(IsTicked(browser, "push.security"));
        Assert.False(IsTicked(browser, "push.account"));
        Assert.False(IsTicked(browser, "email.account"));
    }

    private async Task<ScriptlessBrowser> SignInNewAsync(string userName)
    {
        await _provider.RegisterAsync(userName);
        var browser = await _provider.SignInAsync(userName);
        return await browser.OpenAsync($"{_provider.Issuer}/account/preferences");
    }

    private static bool IsTicked(ScriptlessBrowser browser, string name) => browser.Page.QuerySelector($"[name='{name}']")!.HasAttribute("checked");
}
