using System.Net;
using IdentityProvider.Tests.Hosting;
using TestKit.Browsing;

namespace IdentityProvider.Tests.Pages;

[Collection(PagesOfOneProvider.Name)]
public sealed class AccountTests(SharedProvider shared)
{
    private readonly Provider _provider = shared.Provider;

    [Theory]
    [InlineData("/account")]
    [InlineData("/account/devices")]
    [InlineData("/account/apps")]
    [InlineData("/account/password")]
    [InlineData("/account/picture")]
    public async Task Strangers_are_sent_to_sign_in_and_come_back(string path)
    {
        using var browser = _provider.NewBrowser();
        await browser.OpenAsync($"{_provider.Issuer}{path}");
        Assert.Equal("/sign-in", browser.Location.AbsolutePath);

        await browser.SubmitAsync(("UserName", "alice"), ("Password", Demo.Password));
        Assert.Equal($"{_provider.Issuer}{path}", browser.Location.ToString());
        Assert.Equal(HttpStatusCode.OK, browser.Status);
    }

    [Fact]
    public async Task Password_managers_find_the_page_for_a_new_password()
    {
        using var browser = await _provider.SignInAsync("alice");
        await browser.OpenAsync($"{_provider.Issuer}/.well-known/change-password");
        Assert.Equal("/account/password", browser.Location.AbsolutePath);
        Assert.NotNull(browser.Page.QuerySelector("input[autocomplete=new-password]"));
    }

    [Fact]
    public async Task Another_device_can_be_signed_out()
    {
        await _provider.RegisterAsync("two.devices");
        using var here = await _provider.SignInAsync("two.devices");
        using var there = await _provider.SignInAsync("two.devices");

        await here.OpenAsync($"{_provider.Issuer}/account/devices");
        await here.SubmitAsync(here.Page.Forms.Single(form => form.Elements["id"] is not null));

        Assert.Contains("signed out", here.Page.QuerySelector(".alert-success")!.TextContent, StringComparison.Ordinal);
        Assert.False(await IsSignedInAsync(there));
        Assert.True(await IsSignedInAsync(here));
    }

    [Fact]
    public async Task Everywhere_else_means_everywhere_but_here()
    {
        await _provider.RegisterAsync("many.devices");
        using var here = await _provider.SignInAsync("many.devices");
        using var one = await _provider.SignInAsync("many.devices");
        using var two = await _provider.SignInAsync("many.devices");

        await here.OpenAsync($"{_provider.Issuer}/account/devices");
        await here.SubmitAsync(here.Page.Forms.First(form => form.Action.Contains("Others", StringComparison.Ordinal)));

        Assert.True(await IsSignedInAsync(here));
        Assert.False(await IsSignedInAsync(one));
        Assert.False(await IsSignedInAsync(two));
    }

    [Fact]
    public async Task Nobody_ends_the_session_of_another_person()
    {
        await _provider.RegisterAsync("victim.of.ending");
        await _provider.RegisterAsync("mallory");
        using var victim = await _provider.SignInAsync("victim.of.ending");
        using var second = await _provider.SignInAsync("victim.of.ending");
        await victim.OpenAsync($"{_provider.Issuer}/account/devices");
        var session = victim.Page.QuerySelector("input[name=id]")!.GetAttribute("value")!;

        using var mallory = await _provider.SignInAsync("mallory");
        await mallory.OpenAsync($"{_provider.Issuer}/account/password");
        using var answer = await _provider.PostAsync(
            mallory, "/account/devices", ("id", session), ("__RequestVerificationToken", mallory.Token()));

        Assert.Equal("/account/devices", answer.Headers.Location?.ToString());
        Assert.True(await IsSignedInAsync(second));
    }

    [Theory]
    [InlineData("/account/devices")]
    [InlineData("/account/devices?handler=Others")]
    [InlineData("/account/apps/withdraw?client_id=house")]
    [InlineData("/account/password")]
    [InlineData("/account/picture")]
    [InlineData("/account/picture?handler=Remove")]
    public async Task No_form_works_without_its_token(string path)
    {
        using var browser = await _provider.SignInAsync("alice");
        using var answer = await _provider.PostAsync(browser, path, ("clientId", "house"), ("Current", Demo.Password), ("New", "Another-9-Word"));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task Withdrawing_an_app_forgets_the_consent()
    {
        await _provider.RegisterAsync("withdrawer");
        using var browser = await _provider.SignInAsync("withdrawer");
        await browser.OpenAsync(_provider.Authorize("garden"));
        await browser.SubmitAsync(("decision", "allow"), ("remember", "true"));

        await browser.OpenAsync($"{_provider.Issuer}/account/apps");
        Assert.Contains("Garden Planner", browser.Body, StringComparison.Ordinal);
        await browser.OpenAsync(browser.Page.QuerySelector("main a[href*=withdraw]")!.GetAttribute("href")!);
        Assert.Contains("Garden Planner", browser.Page.QuerySelector("h1")!.TextContent, StringComparison.Ordinal);
        await browser.SubmitAsync(browser.Page.Forms[0]);
        Assert.DoesNotContain("Garden Planner", browser.Body, StringComparison.Ordinal);

        await browser.OpenAsync(_provider.Authorize("garden"));
        Assert.NotNull(browser.Page.QuerySelector("[name=decision]"));
    }

    [Fact]
    public async Task No_password_is_changed_in_a_session_that_was_ended_elsewhere()
    {
        await _provider.RegisterAsync("ended.elsewhere");
        using var browser = await _provider.SignInAsync("ended.elsewhere");
        await browser.OpenAsync($"{_provider.Issuer}/account/password");
        await _provider.EndSessionsAsync("ended.elsewhere");

        await browser.SubmitAsync(("Current", Demo.OwnPassword), ("New", "Other-5-Mountains"));

        Assert.Equal("/sign-in", browser.Location.AbsolutePath);
        using var again = await _provider.SignInAsync("ended.elsewhere");
    }

    [Fact]
    public async Task Another_password_signs_out_every_other_device_and_renews_this_one()
    {
        await _provider.RegisterAsync("changer");
        using var here = await _provider.SignInAsync("changer");
        using var there = await _provider.SignInAsync("changer");
        var before = here.Cookies.GetCookies(new Uri(_provider.Issuer))["__Host-identity"]!.Value;

        await here.OpenAsync($"{_provider.Issuer}/account/password");
        await here.SubmitAsync(("Current", Demo.OwnPassword), ("New", "Another-9-Word"));

        Assert.Contains("was changed", here.Page.QuerySelector(".alert-success")!.TextContent, StringComparison.Ordinal);
        Assert.NotEqual(before, here.Cookies.GetCookies(new Uri(_provider.Issuer))["__Host-identity"]!.Value);
        Assert.True(await IsSignedInAsync(here));
        Assert.False(await IsSignedInAsync(there));
        using var again = await _provider.SignInAsync("changer", "Another-9-Word");
    }

    [Theory]
    [InlineData("Wrong-1234", "Another-9-Word", "Current")]
    [InlineData(Demo.OwnPassword, "short", "New")]
    [InlineData(Demo.OwnPassword, Demo.OwnPassword, "New")]
    public async Task A_password_that_cannot_be_is_refused_beside_its_field(string current, string next, string field)
    {
        await _provider.RegisterAsync($"refused.{field}.{next.Length}.{current.Length}".ToLowerInvariant());
        using var browser = await _provider.SignInAsync($"refused.{field}.{next.Length}.{current.Length}".ToLowerInvariant());
        await browser.OpenAsync($"{_provider.Issuer}/account/password");
        await browser.SubmitAsync(("Current", current), ("New", next));

        Assert.NotNull(browser.Page.QuerySelector($"#{field}-error"));
        Assert.DoesNotContain(next, browser.Body, StringComparison.Ordinal);
    }

    private async Task<bool> IsSignedInAsync(ScriptlessBrowser browser) =>
        (await browser.OpenAsync($"{_provider.Issuer}/account")).Location.AbsolutePath == "/account";
}
