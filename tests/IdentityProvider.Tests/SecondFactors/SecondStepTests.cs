using System.Net;
using IdentityProvider.Tests.Hosting;
using TestKit.Browsing;

namespace IdentityProvider.Tests.SecondFactors;

[Collection(PagesOfOneProvider.Name)]
public sealed class SecondStepTests(SharedProvider shared)
{
    private const string StepCookie = "__Host-identity-step";

    private readonly Provider _provider = shared.Provider;

    [Fact]
    public async Task The_second_step_follows_the_password_and_leads_where_the_sign_in_does()
    {
        using var person = await TwoStepPerson.MakeAsync(_provider, "two.step");
        Assert.Equal(10, person.RecoveryCodes.Count);
        using var browser = await person.BeginAsync(returnUrl: "/account/devices");
        Assert.Equal("/second-step", browser.Location.AbsolutePath);
        Assert.DoesNotContain("two.step", browser.Body, StringComparison.Ordinal);

        await browser.SubmitAsync(("Code", await person.App.NextAsync()));

        Assert.Equal($"{_provider.Issuer}/account/devices", browser.Location.ToString());
        Assert.DoesNotContain(StepCookie, CookieNames(browser), StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("/account")]
    [InlineData("/account/password")]
    [InlineData("/account/second-factor")]
    [InlineData("/account/second-factor/app")]
    [InlineData("/account/second-factor/remove")]
    [InlineData("/account/second-factor/codes")]
    [InlineData("/account/devices")]
    [InlineData("/account/apps")]
    [InlineData("/account/data")]
    [InlineData("/account/passkeys")]
    [InlineData("/device")]
    public async Task Half_a_sign_in_opens_nothing(string page)
    {
        using var person = await TwoStepPerson.MakeAsync(_provider, $"half{page.Replace('/', '.').Replace("-", "", StringComparison.Ordinal)}.x");
        using var browser = await person.BeginAsync();
        Assert.Contains(StepCookie, CookieNames(browser), StringComparer.Ordinal);

        await browser.OpenAsync($"{_provider.Issuer}{page}");
        Assert.Equal("/sign-in", browser.Location.AbsolutePath);
        await browser.OpenAsync(_provider.Authorize("house", more: "&prompt=none"));
        Assert.Contains("error=login_required", browser.Location.Query, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cookie_of_the_second_step_is_no_session()
    {
        using var person = await TwoStepPerson.MakeAsync(_provider, "step.as.session");
        using var browser = await person.BeginAsync();
        var handle = browser.Cookies.GetAllCookies().Single(cookie => cookie.Name == StepCookie);
        Assert.True(handle is { HttpOnly: true, Secure: true, Path: "/" });

        using var thief = _provider.NewBrowser();
        thief.Cookies.Add(new Cookie("__Host-identity", handle.Value, "/", "localhost") { Secure = true });
        thief.Cookies.Add(new Cookie("__Host-identity-remembered", handle.Value, "/", "localhost") { Secure = true });
        await thief.OpenAsync($"{_provider.Issuer}/account");
        Assert.Equal("/sign-in", thief.Location.AbsolutePath);
        await person.BeginAsync(thief);
        Assert.Equal("/second-step", thief.Location.AbsolutePath);
    }

    [Fact]
    public async Task A_wrong_code_asks_again_and_the_fifth_ends_the_sign_in()
    {
        using var person = await TwoStepPerson.MakeAsync(_provider, "wrong.codes");
        using var browser = await person.BeginAsync();
        for (var guess = 0; guess < 4; guess++)
        {
            await browser.SubmitAsync(("Code", "00000x"));
            Assert.Equal("/second-step", browser.Location.AbsolutePath);
            Assert.Contains("This code is wrong", browser.Body, StringComparison.Ordinal);
        }

        await browser.SubmitAsync(("Code", "00000x"));
        Assert.Equal("/sign-in", browser.Location.AbsolutePath);
    }

    [Fact]
    public async Task A_used_code_signs_nobody_in_and_a_recovery_code_does_once()
    {
        using var person = await TwoStepPerson.MakeAsync(_provider, "used.codes");
        using var browser = await person.BeginAsync();
        await browser.SubmitAsync(("Code", person.App.Used)); // that of setting it up
        Assert.Contains("This code is wrong", browser.Body, StringComparison.Ordinal);

        await browser.OpenAsync($"{_provider.Issuer}/second-step?method=recovery_code&returnUrl=/account");
        await browser.SubmitAsync(("Code", person.RecoveryCodes[0]));
        Assert.Equal("/account", browser.Location.AbsolutePath);

        using var again = await person.BeginAsync();
        await again.OpenAsync($"{_provider.Issuer}/second-step?method=recovery_code&returnUrl=/account");
        await again.SubmitAsync(("Code", person.RecoveryCodes[0]));
        Assert.Equal("/second-step", again.Location.AbsolutePath);
    }

    [Theory]
    [InlineData("/second-step")]
    [InlineData("/second-step/set-up")]
    [InlineData("/second-step/passkey")]
    public async Task Nobody_enters_in_the_middle(string page)
    {
        using var stranger = _provider.NewBrowser();
        await stranger.OpenAsync($"{_provider.Issuer}{page}");
        Assert.Equal("/sign-in", stranger.Location.AbsolutePath);

        using var done = await _provider.SignInAsync("alice");
        await done.OpenAsync($"{_provider.Issuer}{page}");
        Assert.Equal("/", done.Location.AbsolutePath);
    }

    [Fact]
    public async Task Who_has_an_authenticator_app_does_not_set_another_up_instead_of_showing_it()
    {
        using var person = await TwoStepPerson.MakeAsync(_provider, "hijacked");
        using var thief = await person.BeginAsync(); // knows the password
        await thief.OpenAsync($"{_provider.Issuer}/second-step/set-up");
        Assert.Equal("/second-step", thief.Location.AbsolutePath);

        using var answer = await _provider.PostAsync(
            thief, "/second-step/set-up", ("Id", "x"), ("Code", "123456"), ("__RequestVerificationToken", thief.Token()));
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Equal("/second-step", answer.Headers.Location?.ToString());
    }

    [Fact]
    public async Task A_form_without_its_token_is_refused()
    {
        using var person = await TwoStepPerson.MakeAsync(_provider, "step.csrf");
        using var browser = await person.BeginAsync();
        using var answer = await _provider.PostAsync(browser, "/second-step", ("Code", await person.App.NextAsync()));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task A_remembered_browser_leaves_the_step_out_until_what_guards_the_account_is_to_be_changed()
    {
        using var person = await TwoStepPerson.MakeAsync(_provider, "remembered");
        using var browser = await person.BeginAsync();
        await browser.SubmitAsync(("Code", await person.App.NextAsync()), ("Remember", "true"));
        await browser.OpenAsync($"{_provider.Issuer}/sign-out");
        await browser.SubmitAsync();

        await person.BeginAsync(browser);
        Assert.Equal("/account", browser.Location.AbsolutePath);
        await browser.OpenAsync($"{_provider.Issuer}/account/second-factor");
        Assert.Equal("/sign-in", browser.Location.AbsolutePath);
        Assert.Contains("fresh=true", browser.Location.Query, StringComparison.Ordinal);
        await browser.SubmitAsync(("UserName", person.UserName), ("Password", Demo.OwnPassword));
        Assert.Equal("/second-step", browser.Location.AbsolutePath);
        await RecoverAsync(browser, person.RecoveryCodes[0]);
        Assert.Equal("/account/second-factor", browser.Location.AbsolutePath);
    }

    [Fact]
    public async Task Removing_the_app_asks_first_signs_out_elsewhere_and_gives_the_session_a_new_handle()
    {
        using var person = await TwoStepPerson.MakeAsync(_provider, "removes.it");
        using var elsewhere = await person.BeginAsync();
        await elsewhere.SubmitAsync(("Code", await person.App.NextAsync()));
        var before = Handle(person.Browser);

        await person.Browser.OpenAsync($"{_provider.Issuer}/account/second-factor/remove");
        Assert.Contains("Remove the authenticator app?", person.Browser.Body, StringComparison.Ordinal);
        await person.Browser.SubmitAsync(person.Browser.Page.Forms.Last(form => form.QuerySelector(".button-danger") is not null));

        Assert.Equal("/account/second-factor", person.Browser.Location.AbsolutePath);
        Assert.NotEqual(before, Handle(person.Browser));
        Assert.Equal("/sign-in", (await elsewhere.OpenAsync($"{_provider.Issuer}/account")).Location.AbsolutePath);
        using var again = await person.BeginAsync();
        Assert.Equal("/account", again.Location.AbsolutePath);
    }

    private async Task RecoverAsync(ScriptlessBrowser browser, string code)
    {
        await browser.OpenAsync($"{_provider.Issuer}/second-step?method=recovery_code");
        await browser.SubmitAsync(("Code", code));
    }

    private static string Handle(ScriptlessBrowser browser) => browser.Cookies.GetAllCookies().Single(cookie => cookie.Name == "__Host-identity").Value;

    private static IEnumerable<string> CookieNames(ScriptlessBrowser browser) =>
        browser.Cookies.GetAllCookies().Where(cookie => cookie is { Expired: false, Value.Length: > 0 }).Select(cookie => cookie.Name);
}
