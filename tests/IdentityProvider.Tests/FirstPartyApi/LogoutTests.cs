using System.Net;
using IdentityProvider.Tests.Hosting;

namespace IdentityProvider.Tests.FirstPartyApi;

[Collection(AppsOfOneProvider.Name)]
public sealed class LogoutTests(AppProvider shared)
{
    private readonly Provider _provider = shared.Provider;

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public async Task Signing_out_ends_the_session_and_all_its_tokens(bool byToken, bool byCookie)
    {
        using var app = await SignedInAsync($"logout-{byToken}-{byCookie}".ToLowerInvariant());
        var (token, cookie) = (app.AccessToken, app.RefreshCookie);
        if (!byToken) app.AccessToken = null;
        if (!byCookie) app.RefreshCookie = null;

        var answer = await app.PostAsync("/v1/auth/logout", new { });

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal("", answer.SetCookie);
        Assert.False(await app.IsAliveAsync(token));
        (app.AccessToken, app.RefreshCookie) = (null, cookie);
        Assert.Equal("invalid_refresh_token", (await app.RefreshAsync()).Error);
    }

    [Fact]
    public async Task A_native_app_signs_out_by_its_token_without_an_origin()
    {
        using var app = await SignedInAsync("logout-native");
        app.Origin = null;
        Assert.Equal(HttpStatusCode.OK, (await app.PostAsync("/v1/auth/logout", new { })).Status);
        Assert.False(await app.IsAliveAsync());
    }

    [Fact]
    public async Task It_ends_no_other_session()
    {
        using var app = await SignedInAsync("logout-here");
        using var elsewhere = shared.NewApp();
        await elsewhere.SignInAsync("logout-here");
        using var browser = await _provider.SignInAsync("logout-here");

        await app.PostAsync("/v1/auth/logout", new { });

        Assert.True(await elsewhere.IsAliveAsync());
        Assert.Equal(HttpStatusCode.OK, (await elsewhere.RefreshAsync()).Status);
        await browser.OpenAsync($"{_provider.Issuer}/account");
        Assert.Equal("/account", browser.Location.AbsolutePath);
    }

    /// <summary>The pages' own cookie opens nothing here, so no page of another site can call by it.</summary>
    [Fact]
    public async Task The_session_of_the_pages_is_not_the_callers()
    {
        using var browser = await _provider.SignInAsync("alice");
        using var http = _provider.NewClient(browser.Cookies);
        foreach (var path in new[] { "/v1/auth/change-password", "/v1/auth/refresh" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent("{}", null, "application/json") };
            request.Headers.Add("Origin", _provider.Issuer);
            using var answer = await http.SendAsync(request);
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
            Assert.StartsWith("Bearer", answer.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
        }
    }

    private async Task<App> SignedInAsync(string userName)
    {
        await _provider.RegisterAsync(userName);
        var app = shared.NewApp();
        await app.SignInAsync(userName);
        return app;
    }
}
