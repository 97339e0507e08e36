using System.IO.Compression;
using System.Net;
using IdentityProvider.Tests.Hosting;
using TestKit.Browsing;

namespace IdentityProvider.Tests.Pages;

[Collection(PagesOfOneProvider.Name)]
public sealed class DataTests(SharedProvider shared)
{
    private readonly Provider _provider = shared.Provider;

    [Fact]
    public async Task The_archive_comes_as_a_file()
    {
        await _provider.RegisterAsync("archivist");
        using var browser = await _provider.SignInAsync("archivist");
        await browser.OpenAsync($"{_provider.Issuer}/account/data");

        using var answer = await _provider.PostAsync(browser, "/account/data?handler=Download", ("__RequestVerificationToken", browser.Token()));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("application/zip", answer.Content.Headers.ContentType?.MediaType);
        Assert.StartsWith("identity-archivist-", answer.Content.Headers.ContentDisposition?.FileName?.Trim('"'), StringComparison.Ordinal);
        await using var zip = new ZipArchive(new MemoryStream(await answer.Content.ReadAsByteArrayAsync()), ZipArchiveMode.Read);
        using var profile = new StreamReader(await zip.GetEntry("profile.json")!.OpenAsync());
        Assert.Contains("\"archivist\"", await profile.ReadToEndAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_deleted_account_can_be_kept_and_the_sign_in_goes_on()
    {
        await _provider.RegisterAsync("keeper");
        using var browser = await _provider.SignInAsync("keeper");
        using var elsewhere = await _provider.SignInAsync("keeper");
        await DeleteAsync(browser, "keeper", Demo.OwnPassword);
        Assert.Equal("/keep-account", browser.Location.AbsolutePath);
        Assert.False(await IsSignedInAsync(elsewhere));

        using var later = _provider.NewBrowser();
        await later.OpenAsync(_provider.Authorize("house"));
        await later.SubmitAsync(("UserName", "keeper"), ("Password", Demo.OwnPassword));
        Assert.Equal("/keep-account", later.Location.AbsolutePath);
        Assert.Null(later.Cookies.GetCookies(new Uri(_provider.Issuer))["__Host-identity"]); // nobody is signed in
        await later.SubmitAsync(later.Page.Forms[0]);

        Assert.Equal("house.test", later.Location.Host);
        Assert.Contains("code=", later.Location.Query, StringComparison.Ordinal);
        Assert.True(await IsSignedInAsync(later));
        using var again = await _provider.SignInAsync("keeper");
    }

    [Fact]
    public async Task Leaving_changes_nothing_and_the_choice_is_gone_from_the_browser()
    {
        await _provider.RegisterAsync("leaver");
        using var browser = await _provider.SignInAsync("leaver");
        await DeleteAsync(browser, "leaver", Demo.OwnPassword);

        using var answer = await _provider.PostAsync(browser, "/keep-account?handler=SignOut", ("__RequestVerificationToken", browser.Token()));
        Assert.Equal("/signed-out", answer.Headers.Location?.ToString());
        await browser.OpenAsync($"{_provider.Issuer}/keep-account");
        Assert.Equal("/sign-in", browser.Location.AbsolutePath);
    }

    [Fact]
    public async Task A_choice_serves_once_and_in_its_browser_alone()
    {
        await _provider.RegisterAsync("once.only");
        using var browser = await _provider.SignInAsync("once.only");
        await DeleteAsync(browser, "once.only", Demo.OwnPassword);
        var cookie = browser.Cookies.GetCookies(new Uri(_provider.Issuer))["__Host-keep-account"]!.Value;

        using var stranger = _provider.NewBrowser();
        await stranger.OpenAsync($"{_provider.Issuer}/keep-account");
        Assert.Equal("/sign-in", stranger.Location.AbsolutePath);
        stranger.Cookies.Add(new Uri(_provider.Issuer), new Cookie("__Host-keep-account", cookie[..^4] + "AAAA") { Secure = true });
        await stranger.OpenAsync($"{_provider.Issuer}/keep-account");
        Assert.Equal("/sign-in", stranger.Location.AbsolutePath);

        await browser.SubmitAsync(browser.Page.Forms[0]);
        Assert.Equal("/account", browser.Location.AbsolutePath);
        await DeleteAsync(browser, "once.only", Demo.OwnPassword);
        using var replay = _provider.NewBrowser();
        replay.Cookies.Add(new Uri(_provider.Issuer), new Cookie("__Host-keep-account", cookie) { Secure = true });
        await replay.OpenAsync($"{_provider.Issuer}/keep-account");
        await replay.SubmitAsync(replay.Page.Forms[0]); // the choice of the earlier deletion
        Assert.False(await IsSignedInAsync(replay));
        using var owner = _provider.NewBrowser();
        await SignInAsync(owner, "once.only");
        Assert.Equal("/keep-account", owner.Location.AbsolutePath); // still to be deleted
    }

    [Fact]
    public async Task During_the_grace_a_wrong_password_looks_like_any()
    {
        await _provider.RegisterAsync("quiet.one");
        using var browser = await _provider.SignInAsync("quiet.one");
        await DeleteAsync(browser, "quiet.one", Demo.OwnPassword);

        using var guess = _provider.NewBrowser();
        await guess.OpenAsync($"{_provider.Issuer}/sign-in");
        await guess.SubmitAsync(("UserName", "quiet.one"), ("Password", "Wrong-1234"));
        var ofPending = Asking.WithoutTokens(guess.Body).Replace("quiet.one", "", StringComparison.Ordinal);
        await guess.SubmitAsync(("UserName", "nobody.one"), ("Password", "Wrong-1234"));

        Assert.Equal(Asking.WithoutTokens(guess.Body).Replace("nobody.one", "", StringComparison.Ordinal), ofPending);
    }

    [Theory]
    [InlineData("somebody.else", Demo.OwnPassword, "UserName")]
    [InlineData("", Demo.OwnPassword, "UserName")]
    [InlineData("{0}", "Wrong-1234", "Password")]
    [InlineData("{0}", "", "Password")]
    public async Task Without_name_and_password_nothing_is_deleted(string typed, string password, string field)
    {
        var name = $"not.deleted.{typed.Length}.{password.Length}";
        await _provider.RegisterAsync(name);
        using var browser = await _provider.SignInAsync(name);

        await DeleteAsync(browser, string.Format(null, typed, name), password);

        Assert.NotNull(browser.Page.QuerySelector($"#{field}-error"));
        Assert.True(await IsSignedInAsync(browser));
    }

    [Theory]
    [InlineData("/account/data?handler=Download")]
    [InlineData("/account/delete")]
    [InlineData("/keep-account")]
    [InlineData("/keep-account?handler=SignOut")]
    public async Task No_form_works_without_its_token(string path)
    {
        using var browser = await _provider.SignInAsync("alice");
        using var answer = await _provider.PostAsync(browser, path, ("UserName", "alice"), ("Password", Demo.Password));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task Strangers_are_sent_to_sign_in()
    {
        using var browser = _provider.NewBrowser();
        await browser.OpenAsync($"{_provider.Issuer}/account/data");
        Assert.Equal("/sign-in", browser.Location.AbsolutePath);
    }

    private async Task DeleteAsync(ScriptlessBrowser browser, string typed, string password)
    {
        await browser.OpenAsync($"{_provider.Issuer}/account/delete");
        await browser.SubmitAsync(("UserName", typed), ("Password", password));
    }

    private async Task SignInAsync(ScriptlessBrowser browser, string name)
    {
        await browser.OpenAsync($"{_provider.Issuer}/sign-in");
        await browser.SubmitAsync(("UserName", name), ("Password", Demo.OwnPassword));
    }

    private async Task<bool> IsSignedInAsync(ScriptlessBrowser browser) =>
        (await browser.OpenAsync($"{_provider.Issuer}/account")).Location.AbsolutePath == "/account";
}
