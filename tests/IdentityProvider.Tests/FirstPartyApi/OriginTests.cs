using System.Net;
using IdentityProvider.Tests.Hosting;

namespace IdentityProvider.Tests.FirstPartyApi;

[Collection(AppsOfOneProvider.Name)]
public sealed class OriginTests(AppProvider shared)
{
    private readonly Provider _provider = shared.Provider;

    [Fact]
    public async Task Pages_of_the_apps_may_call_with_the_cookie()
    {
        using var answer = await PreflightAsync("/v1/auth/refresh", AppProvider.AppOrigin);

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Equal(AppProvider.AppOrigin, answer.Headers.GetValues("Access-Control-Allow-Origin").Single());
        Assert.Equal("true", answer.Headers.GetValues("Access-Control-Allow-Credentials").Single());
        Assert.Contains("Origin", answer.Headers.Vary);

        using var app = new App(_provider, AppProvider.AppOrigin);
        var signedIn = await app.SignInAsync("bob", Demo.Password);
        Assert.Equal(AppProvider.AppOrigin, signedIn.Headers.GetValues("Access-Control-Allow-Origin").Single());
    }

    [Theory]
    [InlineData("https://evil.test")]
    [InlineData("null")]
    [InlineData("https://garden.test")] // of another client
    public async Task Pages_of_other_origins_may_not(string origin)
    {
        using var answer = await PreflightAsync("/v1/auth/login", origin);
        Assert.False(answer.Headers.Contains("Access-Control-Allow-Origin"));
        Assert.False(answer.Headers.Contains("Access-Control-Allow-Credentials"));

        using var app = new App(_provider, origin);
        var refused = await app.PostAsync("/v1/auth/login", new { username = "alice", password = Demo.Password });
        Assert.Equal((HttpStatusCode.Forbidden, "origin_refused"), (refused.Status, refused.Error));
        Assert.Null(refused.CookieLine);
    }

    [Theory]
    [InlineData("/sign-in")]
    [InlineData("/account")]
    public async Task The_pages_themselves_are_read_by_no_other_origin(string path)
    {
        using var http = _provider.NewClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Origin", AppProvider.AppOrigin);
        using var answer = await http.SendAsync(request);
        Assert.False(answer.Headers.Contains("Access-Control-Allow-Origin"));
    }

    private async Task<HttpResponseMessage> PreflightAsync(string path, string origin)
    {
        using var http = _provider.NewClient();
        using var request = new HttpRequestMessage(HttpMethod.Options, path);
        request.Headers.TryAddWithoutValidation("Origin", origin);
        request.Headers.Add("Access-Control-Request-Method", "POST");
        request.Headers.Add("Access-Control-Request-Headers", "content-type");
        return await http.SendAsync(request);
    }
}
