using System.Net;
using IdentityProvider.Tests.Hosting;

namespace IdentityProvider.Tests.FirstPartyApi;

[Collection(AppsOfOneProvider.Name)]
public sealed class ChangePasswordTests(AppProvider shared)
{
    private const string NewPassword = "Calmer-9-Waters";

    private readonly Provider _provider = shared.Provider;

    [Fact]
    public async Task Another_password_ends_everything_but_this_session_which_gets_new_tokens()
    {
        using var app = await SignedInAsync("change-here");
        using var elsewhere = shared.NewApp();
        await elsewhere.SignInAsync("change-here");
        var (token, cookie, session) = (app.AccessToken, app.RefreshCookie, app.Session);

        var answer = await app.PostAsync("/v1/auth/change-password", new { current_password = Demo.OwnPassword, new_password = NewPassword });
        app.Keep(answer);

        Assert.Equal(session, app.Session);
        Assert.True(await app.IsAliveAsync());
        Assert.False(await app.IsAliveAsync(token));
        Assert.False(await elsewhere.IsAliveAsync());
        Assert.Equal("invalid_refresh_token", (await elsewhere.RefreshAsync()).Error);
        using var late = shared.NewApp();
        late.RefreshCookie = cookie;
        Assert.Equal("invalid_refresh_token", (await late.RefreshAsync()).Error);
        Assert.Equal(HttpStatusCode.OK, (await app.RefreshAsync()).Status);
        Assert.Equal("invalid_credentials", (await late.PostAsync("/v1/auth/login", new { username = "change-here", password = Demo.OwnPassword })).Error);
    }

    [Fact]
    public async Task A_wrong_or_weak_password_changes_nothing()
    {
        using var app = await SignedInAsync("change-wrong");
        var wrong = await app.PostAsync("/v1/auth/change-password", new { current_password = "Wrong-7-Harbour", new_password = NewPassword });
        var weak = await app.PostAsync("/v1/auth/change-password", new { current_password = Demo.OwnPassword, new_password = "short" });

        Assert.Equal(HttpStatusCode.BadRequest, wrong.Status);
        Assert.True(wrong.Json.GetProperty("errors").TryGetProperty("current_password", out _));
        Assert.Equal(HttpStatusCode.BadRequest, weak.Status);
        Assert.True(weak.Json.GetProperty("errors").TryGetProperty("new_password", out _));
        Assert.True(await app.IsAliveAsync());
    }

    [Fact]
    public async Task It_needs_a_token_of_this_api()
    {
        using var app = shared.NewApp();
        var body = new { current_password = Demo.Password, new_password = NewPassword };
        Assert.Equal("unauthorized", (await app.PostAsync("/v1/auth/change-password", body)).Error);
        foreach (var token in new[] { "x", "a.b.c" })
        {
            app.AccessToken = token;
            Assert.Equal("invalid_token", (await app.PostAsync("/v1/auth/change-password", body)).Error);
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
