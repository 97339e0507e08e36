using System.Net;
using IdentityProvider.Tests.Hosting;
using TestKit.Browsing;

namespace IdentityProvider.Tests.Pages.Account;

[Collection(PagesOfOneProvider.Name)]
public sealed class ProfileTests(SharedProvider shared)
{
    private readonly Provider _provider = shared.Provider;

    [Fact]
    public async Task Every_field_is_saved_and_shown_again()
    {
        using var browser = await SignInNewAsync("all.fields");
        (string Field, string Value)[] typed =
        [
            ("Input.GivenName", "Zoë"), ("Input.MiddleName", "van"), ("Input.FamilyName", "Dijk"), ("Input.Nickname", "Z"),
            ("Input.PhoneNumber", "+4915112345678"), ("Input.Website", "https://zoe.example/"), ("Input.Birthdate", "0000-02-29"),
            ("Input.Gender", "female"), ("Input.Bio", "One\nTwo"), ("Input.StreetAddress", "Kade 1\nHinterhaus"), ("Input.PostalCode", "1012"),
            ("Input.Locality", "Amsterdam"), ("Input.Region", "Noord-Holland"), ("Input.Country", "NL"),
        ];

        await browser.SubmitAsync(typed);

        Assert.Contains("was saved", browser.Page.QuerySelector(".alert-success")!.TextContent, StringComparison.Ordinal);
        var shown = FormOf(browser).Elements.SelectMany(ScriptlessBrowser.FieldsOf).ToDictionary();
        Assert.All(typed, field => Assert.Equal(field.Value, shown[field.Field]));
        await browser.SubmitAsync(FormOf(browser), ("Input.Bio", ""));
        Assert.Equal("", browser.Page.QuerySelector("[name='Input.Bio']")!.TextContent.Trim());
        await browser.OpenAsync($"{_provider.Issuer}/account");
        Assert.Equal("Hello, Zoë", browser.Page.QuerySelector("h1")!.TextContent);
        Assert.Contains("Zoë van Dijk", browser.Page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PhoneNumber", "0151 123")]
    [InlineData("Website", "javascript:alert(1)")]
    [InlineData("Website", "https://user:secret@example.com/")]
    [InlineData("Birthdate", "31.12.1990")]
    [InlineData("GivenName", "a\u0007b")]
    public async Task What_breaks_a_rule_is_refused_beside_its_field_and_stays_typed(string field, string value)
    {
        using var browser = await SignInNewAsync($"breaks.{field}.{value.Length}".ToLowerInvariant());

        await browser.SubmitAsync(($"Input.{field}", value), ("Input.Nickname", "Kept"));

        Assert.Equal(HttpStatusCode.OK, browser.Status);
        Assert.NotNull(browser.Page.QuerySelector($"#Input_{field}-error"));
        Assert.Equal("Kept", browser.Page.QuerySelector("[name='Input.Nickname']")!.GetAttribute("value"));
        await browser.OpenAsync($"{_provider.Issuer}/account/profile");
        Assert.Equal("", browser.Page.QuerySelector("[name='Input.Nickname']")!.GetAttribute("value") ?? "");
    }

    [Fact]
    public async Task Of_two_who_save_at_once_the_second_sees_both_texts_and_decides()
    {
        using var first = await SignInNewAsync("two.profile.tabs");
        using var second = await _provider.SignInAsync("two.profile.tabs");
        await second.OpenAsync($"{_provider.Issuer}/account/profile");
        await first.SubmitAsync(("Input.Nickname", "From the first"));

        await second.SubmitAsync(("Input.Nickname", "From the second"));

        Assert.Equal(HttpStatusCode.PreconditionFailed, second.Status);
        var table = second.Page.QuerySelector("#differences table")!.TextContent;
        Assert.Contains("From the first", table, StringComparison.Ordinal);
        Assert.Contains("From the second", table, StringComparison.Ordinal);
        Assert.Equal("From the first", await StoredNicknameAsync(first));
        await second.SubmitAsync(FormOf(second));
        Assert.Equal("From the second", await StoredNicknameAsync(first));
    }

    [Fact]
    public async Task Of_two_who_save_the_same_at_once_both_are_told_that_it_is_saved()
    {
        using var first = await SignInNewAsync("same.twice");
        using var second = await _provider.SignInAsync("same.twice");
        await second.OpenAsync($"{_provider.Issuer}/account/profile");
        await first.SubmitAsync(("Input.Nickname", "Same"));
        await second.SubmitAsync(("Input.Nickname", "Same"));
        Assert.Contains("was saved", second.Page.QuerySelector(".alert-success")!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Version", "")]
    [InlineData("Version", "99999999999999999999")]
    [InlineData("Version", "-1")]
    public async Task A_version_that_nobody_read_changes_nothing(string field, string value)
    {
        using var browser = await SignInNewAsync($"odd.version.{value.Length}");

        await browser.SubmitAsync((field, value), ("Input.Nickname", "Forced"));

        Assert.Equal(HttpStatusCode.PreconditionFailed, browser.Status);
        Assert.Equal("", await StoredNicknameAsync(browser));
    }

    [Fact]
    public async Task Fields_that_the_form_does_not_have_set_nothing()
    {
        using var browser = await SignInNewAsync("over.poster");
        using var alice = await _provider.SignInAsync("alice");
        using var answer = await _provider.PostAsync(
            browser, "/account/profile",
            ("__RequestVerificationToken", browser.Token()), ("Version", VersionOf(browser)), ("Input.Nickname", "Over"),
            ("Input.Email", "alice@example.com"), ("Input.EmailVerified", "true"), ("Input.UserName", "alice"), ("Input.Roles", "admin"), ("Profile.Id", Guid.Empty.ToString()),
            ("Input.Status", "suspended"), ("Input.PhoneNumberVerified", "true"), ("Id", Guid.Empty.ToString()), ("UserId", Guid.Empty.ToString()));
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);

        Assert.Equal("Over", await StoredNicknameAsync(browser));
        await browser.OpenAsync($"{_provider.Issuer}/account");
        Assert.Contains("over.poster@example.com", browser.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("alice@example.com", browser.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("badge-success\">Verified", browser.Body, StringComparison.Ordinal);
        Assert.NotEqual("Over", await StoredNicknameAsync(alice));
    }

    [Fact]
    public async Task The_profile_keeps_language_and_time_zone_and_they_keep_the_profile()
    {
        using var browser = await SignInNewAsync("keeps.both");
        await browser.SubmitAsync(("Input.Nickname", "Keeper"));
        await browser.OpenAsync($"{_provider.Issuer}/account/preferences");
        await browser.SubmitAsync(("Zoneinfo", "Asia/Tokyo"));
        Assert.Contains("were saved", browser.Page.QuerySelector(".alert-success")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("Keeper", await StoredNicknameAsync(browser));
        await browser.SubmitAsync(("Input.Nickname", "Still"));
        await browser.OpenAsync($"{_provider.Issuer}/account/preferences");
        Assert.Equal("Asia/Tokyo", browser.Page.QuerySelector("[name=Zoneinfo]")!.GetAttribute("value"));
    }

    [Fact]
    public async Task Markup_in_a_name_is_text_everywhere()
    {
        const string Markup = "<img src=x onerror=alert(1)>\"'<script>alert(2)</script>";
        using var browser = await SignInNewAsync("marked.up");
        await browser.SubmitAsync(("Input.GivenName", Markup), ("Input.Nickname", Markup), ("Input.Bio", $"</textarea>{Markup}"), ("Input.Country", Markup));
        foreach (var path in AccountPagePaths.All)
        {
            await browser.OpenAsync(_provider.Issuer + path);
            Assert.Equal(HttpStatusCode.OK, browser.Status);
            Assert.Null(browser.Page.QuerySelector("img[src=x]"));
            Assert.DoesNotContain(browser.Page.Scripts, script => string.IsNullOrEmpty(script.Source));
        }
    }

    private async Task<ScriptlessBrowser> SignInNewAsync(string userName)
    {
        await _provider.RegisterAsync(userName);
        var browser = await _provider.SignInAsync(userName);
        return await browser.OpenAsync($"{_provider.Issuer}/account/profile");
    }

    private async Task<string> StoredNicknameAsync(ScriptlessBrowser browser)
    {
        await browser.OpenAsync($"{_provider.Issuer}/account/profile");
        return browser.Page.QuerySelector("[name='Input.Nickname']")!.GetAttribute("value") ?? "";
    }

    private static AngleSharp.Html.Dom.IHtmlFormElement FormOf(ScriptlessBrowser browser) =>
        browser.Page.Forms.Single(form => form.Elements["Input.Nickname"] is not null);

    private static string VersionOf(ScriptlessBrowser browser) => browser.Page.QuerySelector("[name=Version]")!.GetAttribute("value")!;
}
