using System.Net;
using System.Text;
using IdentityProvider.Tests.Hosting;

namespace IdentityProvider.Tests.FirstPartyApi;

[Collection(AppsOfOneProvider.Name)]
public sealed class RefreshTests(AppProvider shared)
{
    private static int _people;

    private readonly Provider _provider = shared.Provider;

    [Fact]
    public async Task The_cookie_gives_new_tokens_and_another_cookie()
    {
        using var app = await SignedInAsync("refresh-plain");
        var (token, cookie, session) = (app.AccessToken, app.RefreshCookie, app.Session);

        var answer = await app.RefreshAsync();

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.NotEqual(token, app.AccessToken);
        Assert.NotEqual(cookie, app.RefreshCookie);
        Assert.Equal(session, app.Session);
        Assert.True(await app.IsAliveAsync());
    }

    [Fact]
    public async Task An_old_cookie_ends_the_family()
    {
        using var app = await SignedInAsync("refresh-replay");
        var stolen = app.RefreshCookie;
        await app.RefreshAsync();
        await app.RefreshAsync();

        using var thief = shared.NewApp();
        thief.RefreshCookie = stolen;
        var replayed = await thief.RefreshAsync();

        Assert.Equal((HttpStatusCode.Unauthorized, "invalid_refresh_token"), (replayed.Status, replayed.Error));
        Assert.Equal("", replayed.SetCookie);
        Assert.Equal(HttpStatusCode.Unauthorized, (await app.RefreshAsync()).Status);
        Assert.False(await app.IsAliveAsync());
    }

    [Fact]
    public async Task Twenty_tabs_that_refresh_at_once_get_the_same_cookie()
    {
        using var app = await SignedInAsync("refresh-tabs");
        var tabs = Enumerable.Range(0, 20).Select(_ => new App(_provider, _provider.Issuer) { RefreshCookie = app.RefreshCookie }).ToList();

        var answers = await Task.WhenAll(tabs.Select(tab => tab.RefreshAsync()));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.Status));
        Assert.Single(answers.Select(answer => answer.SetCookie).Distinct());
        app.RefreshCookie = answers[0].SetCookie;
        Assert.Equal(HttpStatusCode.OK, (await app.RefreshAsync()).Status);
        tabs.ForEach(tab => tab.Dispose());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("null")]
    [InlineData("https://evil.test")]
    [InlineData("https://app.localhost")]
    [InlineData("https://app.localhost:4443.evil.test")]
    [InlineData("https://APP.localhost:4443")]
    [InlineData("http://app.localhost:4443")]
    [InlineData("https://app.localhost:4443/")]
    [InlineData("https://app.localhost:4443, https://evil.test")]
    public async Task A_page_of_another_origin_cannot_use_the_cookie(string? origin)
    {
        using var app = await SignedInAsync($"refresh-origin{Interlocked.Increment(ref _people)}");
        app.Origin = origin;
        foreach (var path in new[] { "/v1/auth/refresh", "/v1/auth/logout" })
        {
            var bearer = app.AccessToken;
            app.AccessToken = null;
            var refused = await app.PostAsync(path, new { });
            Assert.Equal((HttpStatusCode.Forbidden, "origin_refused"), (refused.Status, refused.Error));
            Assert.Null(refused.CookieLine);
            Assert.False(refused.Headers.Contains("Access-Control-Allow-Origin"));
            app.AccessToken = bearer;
        }

        app.Origin = AppProvider.AppOrigin;
        Assert.Equal(HttpStatusCode.OK, (await app.RefreshAsync()).Status); // nothing was used up
    }

    [Theory]
    [InlineData("application/x-www-form-urlencoded", "")]
    [InlineData("text/plain", "{}")]
    [InlineData("multipart/form-data; boundary=x", "--x--")]
    [InlineData(null, "")]
    public async Task A_form_cannot_use_the_cookie(string? type, string body)
    {
        using var app = await SignedInAsync($"refresh-form{Interlocked.Increment(ref _people)}");
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        if (type is not null) content.Headers.TryAddWithoutValidation("Content-Type", type);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await app.SendAsync("/v1/auth/refresh", content)).Status);
        Assert.Equal(HttpStatusCode.OK, (await app.RefreshAsync()).Status);
    }

    [Fact]
    public async Task Nothing_else_is_taken_for_a_refresh_token()
    {
        using var app = await SignedInAsync("refresh-kinds");
        using var browser = await _provider.SignInAsync("refresh-kinds");
        var session = browser.Cookies.GetAllCookies().Single(cookie => cookie.Name == "__Host-identity").Value;
        using var other = shared.NewApp();
        foreach (var value in new[] { app.AccessToken!, session, "x", new string('A', 600), app.RefreshCookie![..^2] + "AA" })
        {
            other.RefreshCookie = value;
            Assert.Equal("invalid_refresh_token", (await other.RefreshAsync()).Error);
        }

        other.RefreshCookie = null;
        Assert.Equal("invalid_refresh_token", (await other.RefreshAsync()).Error);
        Assert.Equal(HttpStatusCode.OK, (await app.RefreshAsync()).Status);
    }

    [Fact]
    public async Task Members_that_nobody_asked_for_are_refused()
    {
        using var app = await SignedInAsync("refresh-members");
        Assert.Equal(HttpStatusCode.BadRequest, (await app.PostAsync("/v1/auth/refresh", new { refresh_token = app.RefreshCookie })).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await app.PostAsync("/v1/auth/refresh", new { scope = "admin.api" })).Status);
    }

    private async Task<App> SignedInAsync(string userName)
    {
        await _provider.RegisterAsync(userName);
        var app = shared.NewApp();
        await app.SignInAsync(userName);
        return app;
    }
}
