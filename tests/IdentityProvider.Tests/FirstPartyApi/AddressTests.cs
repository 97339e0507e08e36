using System.Net;
using IdentityProvider.Tests.Hosting;
using Microsoft.AspNetCore.WebUtilities;

namespace IdentityProvider.Tests.FirstPartyApi;

/// <summary>What goes by mail: a forgotten password, and the proof of an address.</summary>
[Collection(AppsOfOneProvider.Name)]
public sealed class AddressTests(AppProvider shared)
{
    private const string NewPassword = "Calmer-9-Waters";

    private readonly Provider _provider = shared.Provider;

    [Fact]
    public async Task A_forgotten_password_is_set_once_by_the_token_of_the_mail()
    {
        await _provider.RegisterAsync("app-forgot");
        using var elsewhere = shared.NewApp();
        await elsewhere.SignInAsync("app-forgot");
        using var app = shared.NewApp();

        Assert.Equal(HttpStatusCode.OK, (await app.PostAsync("/v1/auth/forgot-password", new { email = "app-forgot@example.com" })).Status);
        var token = await TokenAsync("app-forgot@example.com", "Choose a new password");
        var weak = await app.PostAsync("/v1/auth/reset-password", new { token, new_password = "short" });
        var set = await app.PostAsync("/v1/auth/reset-password", new { token, new_password = NewPassword });
        var again = await app.PostAsync("/v1/auth/reset-password", new { token, new_password = "Other-5-Mountains" });

        Assert.True(weak.Json.GetProperty("errors").TryGetProperty("new_password", out _), weak.Body);
        Assert.Equal(HttpStatusCode.OK, set.Status);
        Assert.Equal("invalid_link", again.Error);
        Assert.False(await elsewhere.IsAliveAsync());
        Assert.Equal("invalid_credentials", (await app.PostAsync("/v1/auth/login", new { username = "app-forgot", password = Demo.OwnPassword })).Error);
        await app.SignInAsync("app-forgot", NewPassword);
        Assert.True(await app.IsAliveAsync());
    }

    [Theory]
    [InlineData("/v1/auth/forgot-password")]
    [InlineData("/v1/auth/resend-verification")]
    public async Task The_answer_is_the_same_whether_or_not_there_is_such_an_account(string path)
    {
        var name = $"app-same-{path.Length}";
        await _provider.RegisterAsync(name);
        using var app = shared.NewApp();

        var known = await app.PostAsync(path, new { email = $"{name}@example.com" });
        var unknown = await app.PostAsync(path, new { email = "nobody-at-all@example.com" });
        var odd = await app.PostAsync(path, new { email = "' OR 1=1 --" });

        Assert.Equal(HttpStatusCode.OK, known.Status);
        Assert.Equal((known.Status, known.Body), (unknown.Status, unknown.Body));
        Assert.Equal((known.Status, known.Body), (odd.Status, odd.Body));
    }

    [Fact]
    public async Task An_address_is_confirmed_once_and_by_no_token_of_another_kind()
    {
        await _provider.RegisterAsync("app-verify");
        using var app = shared.NewApp();
        await app.PostAsync("/v1/auth/forgot-password", new { email = "app-verify@example.com" });
        var other = await TokenAsync("app-verify@example.com", "Choose a new password");
        var token = await TokenAsync("app-verify@example.com", "Confirm");

        Assert.Equal("invalid_link", (await app.PostAsync("/v1/auth/verify-email", new { token = other })).Error);
        Assert.Equal("invalid_link", (await app.PostAsync("/v1/auth/reset-password", new { token, new_password = NewPassword })).Error);
        Assert.Equal("password_required", (await app.PostAsync("/v1/auth/verify-email", new { token })).Error);
        Assert.Equal("invalid_credentials", (await app.PostAsync("/v1/auth/verify-email", new { token, password = NewPassword })).Error);
        var confirmed = await app.PostAsync("/v1/auth/verify-email", new { token, password = Demo.OwnPassword });
        Assert.True(confirmed.Status == HttpStatusCode.OK, confirmed.Body);
        Assert.Equal("invalid_link", (await app.PostAsync("/v1/auth/verify-email", new { token, password = Demo.OwnPassword })).Error);
    }

    [Fact]
    public async Task Who_is_signed_in_to_the_account_confirms_its_address_and_nobody_elses()
    {
        await _provider.RegisterAsync("app-signed");
        await _provider.RegisterAsync("app-stranger");
        var token = await TokenAsync("app-signed@example.com", "Confirm");
        using var stranger = shared.NewApp();
        await stranger.SignInAsync("app-stranger");
        using var app = shared.NewApp();
        await app.SignInAsync("app-signed");

        Assert.Equal("password_required", (await stranger.PostAsync("/v1/auth/verify-email", new { token })).Error);
        var confirmed = await app.PostAsync("/v1/auth/verify-email", new { token });
        Assert.True(confirmed.Status == HttpStatusCode.OK, confirmed.Body);
    }

    [Fact]
    public async Task What_is_missing_or_too_long_is_named()
    {
        using var app = shared.NewApp();
        var missing = await app.PostAsync("/v1/auth/forgot-password", new { });
        var tooLong = await app.PostAsync("/v1/auth/forgot-password", new { email = new string('a', 257) });

        Assert.Equal(HttpStatusCode.BadRequest, missing.Status);
        Assert.Equal(HttpStatusCode.BadRequest, tooLong.Status);
        Assert.True(tooLong.Json.GetProperty("errors").TryGetProperty("email", out _), tooLong.Body);
    }

    private async Task<string> TokenAsync(string address, string subject)
    {
        var link = new Uri(_provider.LinkOf(await _provider.MailAsync(address, subject)));
        return QueryHelpers.ParseQuery(link.Query)["token"].Single()!;
    }
}
