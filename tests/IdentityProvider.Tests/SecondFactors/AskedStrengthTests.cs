using System.Text.Json;
using IdentityProvider.Tests.Hosting;
using TestKit.Browsing;

namespace IdentityProvider.Tests.SecondFactors;

/// <summary>Apps that ask for two factors: <c>acr_values</c>, or an essential <c>acr</c> (OIDC Core §3.1.2.1 and §5.5.1.1).</summary>
[Collection(PagesOfOneProvider.Name)]
public sealed class AskedStrengthTests(SharedProvider shared)
{
    private const string Essential = """&claims={"id_token":{"acr":{"essential":true,"values":["aal2"]}}}""";
    private const string Wished = "&acr_values=aal2";

    private readonly Provider _provider = shared.Provider;

    [Fact]
    public async Task Discovery_lists_both_levels()
    {
        using var client = _provider.NewClient();
        using var metadata = JsonDocument.Parse(await client.GetStringAsync("/.well-known/openid-configuration"));
        Assert.Equal(["aal1", "aal2"], metadata.RootElement.GetProperty("acr_values_supported").EnumerateArray().Select(value => value.GetString()));
    }

    [Fact]
    public async Task Who_has_no_second_factor_sets_one_up_when_the_app_takes_nothing_less()
    {
        await _provider.RegisterAsync("enrols.now");
        using var browser = _provider.NewBrowser();
        await browser.OpenAsync(_provider.Authorize("house", more: Essential));
        await browser.SubmitAsync(("UserName", "enrols.now"), ("Password", Demo.OwnPassword));
        Assert.Equal("/second-step/set-up", browser.Location.AbsolutePath);
        Assert.Equal("/sign-in", (await OpenElsewhereAsync(browser, "/account")).AbsolutePath);

        await browser.OpenAsync($"{_provider.Issuer}/second-step/set-up");
        await browser.SubmitAsync(("Code", "00000x"));
        Assert.Contains("not the code of now", browser.Body, StringComparison.Ordinal);
        var (_, codes) = await TwoStepPerson.SetUpAsync(browser);
        Assert.Equal(10, codes.Count);
        await browser.OpenAsync(browser.Page.QuerySelector("a.button-primary")!.GetAttribute("href")!);
        Assert.Equal("aal2", await AcrAsync(browser));
    }

    [Fact]
    public async Task Who_has_none_is_signed_in_as_before_when_it_is_a_wish()
    {
        await _provider.RegisterAsync("wished.for");
        using var browser = _provider.NewBrowser();
        await browser.OpenAsync(_provider.Authorize("house", more: Wished));
        await browser.SubmitAsync(("UserName", "wished.for"), ("Password", Demo.OwnPassword));
        Assert.Equal("aal1", await AcrAsync(browser));
    }

    [Theory]
    [InlineData("essential", Essential)]
    [InlineData("wished", Wished)]
    public async Task Who_is_signed_in_by_one_factor_goes_straight_to_the_second(string name, string more)
    {
        using var person = await TwoStepPerson.MakeAsync(_provider, $"steps.up.{name}");
        using var browser = await RememberedAsync(person);
        var before = Handle(browser);
        await browser.OpenAsync(_provider.Authorize("house"));
        Assert.Equal("aal1", await AcrAsync(browser));

        await browser.OpenAsync(_provider.Authorize("house", more: more));
        Assert.Equal("/second-step", browser.Location.AbsolutePath);
        await browser.OpenAsync(browser.Location + "&method=recovery_code");
        await browser.SubmitAsync(("Code", person.RecoveryCodes[1]));
        Assert.Equal("aal2", await AcrAsync(browser));
        Assert.NotEqual(before, Handle(browser));
    }

    [Fact]
    public async Task A_session_that_was_ended_elsewhere_gets_no_stronger_and_the_sign_in_starts_anew()
    {
        using var person = await TwoStepPerson.MakeAsync(_provider, "ended.meanwhile");
        using var browser = await RememberedAsync(person);
        await browser.OpenAsync(_provider.Authorize("house", more: Wished));
        await browser.OpenAsync(browser.Location + "&method=recovery_code");
        Assert.Equal("/second-step", browser.Location.AbsolutePath);
        await _provider.EndSessionsAsync(person.UserName);

        await browser.SubmitAsync(("Code", person.RecoveryCodes[1]));

        Assert.Equal("/sign-in", browser.Location.AbsolutePath);
        await browser.SubmitAsync(("UserName", person.UserName), ("Password", Demo.OwnPassword));
        Assert.Equal("/second-step", browser.Location.AbsolutePath);
        await browser.OpenAsync(browser.Location + "&method=recovery_code");
        await browser.SubmitAsync(("Code", person.RecoveryCodes[1])); // it was not used up
        Assert.Equal("aal2", await AcrAsync(browser));
    }

    [Theory]
    [InlineData("login")]
    [InlineData("login consent")]
    public async Task A_new_sign_in_begins_with_the_password_and_a_known_browser_does_not_count(string prompt)
    {
        using var person = await TwoStepPerson.MakeAsync(_provider, $"anew.{prompt.Length}");
        using var browser = await RememberedAsync(person);
        await browser.OpenAsync(_provider.Authorize("house", more: Wished + "&prompt=" + Uri.EscapeDataString(prompt)));
        Assert.Equal("/sign-in", browser.Location.AbsolutePath);
        await browser.SubmitAsync(("UserName", person.UserName), ("Password", Demo.OwnPassword));
        Assert.Equal("/second-step", browser.Location.AbsolutePath);
    }

    [Fact]
    public async Task Without_a_page_the_app_is_told_that_the_person_must_sign_in()
    {
        using var person = await TwoStepPerson.MakeAsync(_provider, "silent.step");
        using var browser = await RememberedAsync(person);
        await browser.OpenAsync(_provider.Authorize("house", more: Essential + "&prompt=none"));
        Assert.Contains("error=login_required", browser.Location.Query, StringComparison.Ordinal);
    }

    /// <summary>A browser in which the person is signed in by password alone, since it is remembered.</summary>
    private async Task<ScriptlessBrowser> RememberedAsync(TwoStepPerson person)
    {
        var browser = await person.BeginAsync();
        await browser.SubmitAsync(("Code", await person.App.NextAsync()), ("Remember", "true"));
        await browser.OpenAsync($"{_provider.Issuer}/sign-out");
        await browser.SubmitAsync();
        await person.BeginAsync(browser);
        Assert.Equal("/account", browser.Location.AbsolutePath);
        return browser;
    }

    private async Task<Uri> OpenElsewhereAsync(ScriptlessBrowser browser, string page) => (await browser.OpenAsync($"{_provider.Issuer}{page}")).Location;

    private async Task<string?> AcrAsync(ScriptlessBrowser browser)
    {
        Assert.Equal("house.test", browser.Location.Host);
        return (await _provider.IdTokenAsync(browser)).GetProperty("acr").GetString();
    }

    private static string Handle(ScriptlessBrowser browser) => browser.Cookies.GetAllCookies().Single(cookie => cookie.Name == "__Host-identity").Value;
}
