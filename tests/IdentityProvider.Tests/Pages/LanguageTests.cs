using System.Net;
using IdentityProvider.Tests.Hosting;
using TestKit.Browsing;

namespace IdentityProvider.Tests.Pages;

/// <summary>Which language a page speaks: that of the request, of the choice at its foot, of the profile, of the browser, in this order.</summary>
[Collection(PagesOfOneProvider.Name)]
public sealed class LanguageTests(SharedProvider shared)
{
    private readonly Provider _provider = shared.Provider;

    [Fact]
    public async Task The_language_that_an_app_wishes_holds_through_the_whole_sign_in()
    {
        await _provider.RegisterAsync("language.wished");
        using var browser = _provider.NewBrowser();
        await browser.OpenAsync(_provider.Authorize("garden", "openid profile email", "&ui_locales=se%20de-CH%20fr"));
        AssertLanguage(browser, "de", "Anmelden");

        await browser.SubmitAsync(("UserName", "language.wished"), ("Password", "wrong-Password-1"));
        AssertLanguage(browser, "de", "Der Benutzername oder das Passwort ist falsch");
        await browser.SubmitAsync(("UserName", "language.wished"), ("Password", ""));
        AssertLanguage(browser, "de", "Geben Sie Ihr Passwort ein.");

        await browser.SubmitAsync(("UserName", "language.wished"), ("Password", Demo.OwnPassword));
        AssertLanguage(browser, "de", "Ihre E-Mail-Adresse sehen");
    }

    [Fact]
    public async Task A_refused_request_is_explained_in_the_language_that_it_wishes()
    {
        using var browser = _provider.NewBrowser();
        await browser.OpenAsync(_provider.Authorize("garden", more: "&ui_locales=es").Replace("garden.test", "evil.test", StringComparison.Ordinal));
        AssertLanguage(browser, "es", "Esto no ha funcionado");
    }

    [Theory]
    [InlineData("zh-CN,zh;q=0.9,en;q=0.8", "zh-Hans", "ltr")]
    [InlineData("ar-EG", "ar", "rtl")]
    [InlineData("fr;q=0,es;q=0.5,de;q=0.7", "de", "ltr")]
    [InlineData("xx,*", "en", "ltr")]
    public async Task A_stranger_gets_the_language_of_the_browser(string wanted, string language, string direction)
    {
        using var client = _provider.NewClient();
        client.DefaultRequestHeaders.TryAddWithoutValidation("Accept-Language", wanted);
        var page = await client.GetStringAsync("/sign-in");
        Assert.Contains($"<html lang=\"{language}\" dir=\"{direction}\">", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_chosen_at_the_foot_of_the_page_is_remembered_and_goes_before_the_wish_of_the_app_under_way()
    {
        using var browser = _provider.NewBrowser();
        await browser.OpenAsync(_provider.Authorize("garden", more: "&ui_locales=de"));
        var address = browser.Location;

        await browser.SubmitAsync(("language", "fr"));
        Assert.Equal(address, browser.Location);
        AssertLanguage(browser, "fr", "Se connecter");
        await browser.OpenAsync("/register");
        AssertLanguage(browser, "fr", "Créer un compte");

        await browser.OpenAsync(_provider.Authorize("garden", more: "&ui_locales=de")); // another sign-in, in which nothing was chosen
        AssertLanguage(browser, "de", "Anmelden");
    }

    [Fact]
    public async Task The_profile_says_the_language_and_a_choice_in_the_browser_changes_it_there()
    {
        using var newcomer = _provider.NewBrowser();
        await newcomer.OpenAsync($"{_provider.Issuer}/register?ui_locales=es");
        await newcomer.SubmitAsync(("UserName", "language.profile"), ("Email", "language.profile@example.com"), ("Password", Demo.OwnPassword));

        using var browser = await _provider.SignInAsync("language.profile");
        await browser.OpenAsync("/account");
        AssertLanguage(browser, "es", "Mi cuenta");

        await browser.SubmitAsync(("language", "ar"));
        Assert.Equal("/account", browser.Location.AbsolutePath);
        AssertLanguage(browser, "ar", "حسابي");
        await browser.OpenAsync("/account/devices");
        AssertLanguage(browser, "ar", "الأجهزة");
    }

    [Fact]
    public async Task Broken_rules_are_told_in_the_language_of_the_page()
    {
        using var browser = _provider.NewBrowser();
        await browser.OpenAsync($"{_provider.Issuer}/register?ui_locales=de");
        await browser.SubmitAsync(("UserName", "x"), ("Email", "nobody"), ("Password", "short"));
        AssertLanguage(browser, "de", "Ein Benutzername hat 3 bis 50 Zeichen.");
        AssertLanguage(browser, "de", "Das ist keine E-Mail-Adresse");
    }

    [Fact]
    public async Task Rules_of_a_profile_are_told_in_the_language_of_the_page()
    {
        await _provider.RegisterAsync("language.rules");
        using var browser = await _provider.SignInAsync("language.rules");
        await browser.OpenAsync("/account/profile?ui_locales=fr");
        await browser.SubmitAsync(("Input.PhoneNumber", "0151 123"), ("Input.Website", "ftp://example.com"));
        AssertLanguage(browser, "fr", "l’indicatif du pays, 7 à 15 chiffres en tout");
        AssertLanguage(browser, "fr", "Écrivez une adresse qui commence par https://");
    }

    [Fact]
    public async Task In_the_pseudo_locale_rules_are_seen_to_come_from_resources_too()
    {
        using var browser = _provider.NewBrowser();
        await browser.OpenAsync($"{_provider.Issuer}/register?ui_locales=qps-ploc");
        await browser.SubmitAsync(("UserName", "x"), ("Email", "nobody"), ("Password", "short"));
        var problems = browser.Page.QuerySelectorAll(".error").Select(error => error.TextContent.Trim()).ToList();
        Assert.NotEmpty(problems);
        Assert.All(problems, problem => Assert.StartsWith("[", problem, StringComparison.Ordinal));
    }

    [Fact] // OpenID Connect RP-Initiated Logout 1.0 §2
    public async Task The_language_that_an_app_wishes_holds_through_the_whole_sign_out()
    {
        await _provider.RegisterAsync("language.leaves");
        using var browser = await _provider.SignInAsync("language.leaves");
        await browser.OpenAsync($"{_provider.Issuer}/connect/endsession?client_id=garden&ui_locales=se%20fr-CA%20de");
        AssertLanguage(browser, "fr", "Garden Planner");

        await browser.SubmitAsync(browser.Page.Forms[0]);
        Assert.Equal("/signed-out", browser.Location.AbsolutePath);
        Assert.Equal("fr", browser.Page.DocumentElement.GetAttribute("lang"));
    }

    [Fact]
    public async Task What_is_chosen_during_a_sign_out_goes_before_the_wish_of_the_app()
    {
        await _provider.RegisterAsync("language.chooses");
        using var browser = await _provider.SignInAsync("language.chooses");
        await browser.OpenAsync($"{_provider.Issuer}/connect/endsession?client_id=garden&ui_locales=fr");
        await browser.SubmitAsync(("language", "es"));
        Assert.Equal("es", browser.Page.DocumentElement.GetAttribute("lang"));

        await browser.SubmitAsync(browser.Page.Forms[0]);
        Assert.Equal("/signed-out", browser.Location.AbsolutePath);
        Assert.Equal("es", browser.Page.DocumentElement.GetAttribute("lang"));
    }

    [Fact]
    public async Task The_languages_stand_in_the_metadata()
    {
        using var client = _provider.NewClient();
        using var metadata = System.Text.Json.JsonDocument.Parse(await client.GetStringAsync("/.well-known/openid-configuration"));
        Assert.Equal(
            ["en", "de", "fr", "es", "zh-Hans", "ar"],
            metadata.RootElement.GetProperty("ui_locales_supported").EnumerateArray().Select(language => language.GetString()));
    }

    [Fact]
    public async Task A_language_set_in_the_preferences_is_spoken_at_once()
    {
        await _provider.RegisterAsync("language.preferred");
        using var browser = await _provider.SignInAsync("language.preferred");
        await browser.OpenAsync("/account/preferences");
        await browser.SubmitAsync(("Locale", "fr"));
        AssertLanguage(browser, "fr", "Vos préférences ont été enregistrées.");
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example/")]
    public async Task A_choice_leads_nowhere_else(string page)
    {
        using var browser = _provider.NewBrowser();
        await browser.OpenAsync($"{_provider.Issuer}/sign-in");
        await browser.SubmitAsync(("language", "de"), ("page", page));
        Assert.Equal($"{_provider.Issuer}/", browser.Location.ToString());
    }

    [Fact]
    public async Task A_choice_wants_the_forms_token_and_a_language_that_is_spoken()
    {
        using var browser = _provider.NewBrowser();
        await browser.OpenAsync($"{_provider.Issuer}/sign-in");
        using (var answer = await _provider.PostAsync(browser, "/language", ("language", "de"), ("page", "/")))
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);

        await browser.SubmitAsync(("language", "../../x"), ("page", "/sign-in"));
        AssertLanguage(browser, "en", "Sign in");
    }

    private static void AssertLanguage(ScriptlessBrowser browser, string language, string text)
    {
        Assert.Equal(language, browser.Page.DocumentElement.GetAttribute("lang"));
        Assert.Contains(text, browser.Page.Body!.TextContent, StringComparison.Ordinal);
    }
}
