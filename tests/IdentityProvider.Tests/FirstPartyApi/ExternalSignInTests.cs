using System.Net;
using IdentityProvider.Tests.ExternalLogins;
using IdentityProvider.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using TestKit.SecondFactors;
using UserDirectory.Users;

namespace IdentityProvider.Tests.FirstPartyApi;

/// <summary>An app of the installation signs people in with accounts that they have elsewhere.</summary>
[Collection(OneProviderWithUpstreams.Name)]
public sealed class ExternalSignInTests(ProviderWithUpstreams shared) : IDisposable
{
    public void Dispose() => (shared.Upstream.Google.OnAnswer, shared.Upstream.Google.OnIdToken) = (static _ => { }, static _ => { });

    [Theory]
    [InlineData("google")]
    [InlineData("github")]
    [InlineData("workplace")]
    public async Task Who_has_linked_an_account_elsewhere_is_signed_in_to_the_app(string provider)
    {
        await NewAccountAsync(provider);
        using var person = new AppBrowser(shared);

        var answer = await person.RedeemAsync(await person.ArriveAsync(provider), provider);

        using var app = new App(shared.Provider, AppBrowser.Origin);
        app.Keep(answer);
        Assert.True(await app.IsAliveAsync());
        var claims = App.Claims(app.AccessToken!);
        Assert.Equal(("first-party", "aal1"), (claims.GetProperty("client_id").GetString(), claims.GetProperty("acr").GetString()));
        Assert.Equal("fed", Assert.Single(claims.GetProperty("amr").EnumerateArray()).GetString());
        Assert.Contains("samesite=strict", answer.CookieLine, StringComparison.OrdinalIgnoreCase);
        Assert.Equal("no-store", answer.Headers.CacheControl?.ToString());
        Assert.Equal(HttpStatusCode.OK, (await app.RefreshAsync()).Status);
        Assert.Null(person.Mark);
        await shared.AssertNobodyAsync(person.Browser); // the pages of the provider know nobody by that
    }

    [Fact]
    public async Task The_way_there_is_told_to_the_app_alone()
    {
        using var person = new AppBrowser(shared);
        var begun = await person.BeginAsync();

        var (address, state) = AppBrowser.Told(begun);
        Assert.StartsWith(shared.Upstream.Google.Issuer, address, StringComparison.Ordinal);
        Assert.DoesNotContain(state, address, StringComparison.Ordinal);
        Assert.Contains(Uri.EscapeDataString($"{shared.Issuer}/signin/google"), address, StringComparison.Ordinal); // one redirect URI for all
        Assert.Equal(AppBrowser.Origin, begun.Headers.GetValues("Access-Control-Allow-Origin").Single());
        Assert.Equal("no-store", begun.Headers.CacheControl?.ToString());
        var mark = Assert.Single(begun.Headers.GetValues("Set-Cookie"), line => line.StartsWith("__Host-identity-oauth=", StringComparison.Ordinal));
        foreach (var part in new[] { "httponly", "secure", "samesite=lax", "path=/", "max-age=960" })
            Assert.Contains(part, mark, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Who_has_no_account_here_is_led_to_where_one_is_made()
    {
        var (google, name) = (shared.Upstream.Google, ProviderWithUpstreams.NewName());
        google.Person = ProviderWithUpstreams.NewPerson();
        using var person = new AppBrowser(shared);

        var answer = await person.RedeemAsync(await person.ArriveAsync());

        Assert.Equal((HttpStatusCode.Forbidden, "account_not_linked"), (answer.Status, answer.Error));
        Assert.Null(answer.CookieLine);
        Assert.Contains($"{shared.Issuer}/external-login", answer.Body, StringComparison.Ordinal);
        await person.Browser.OpenAsync($"{shared.Issuer}/external-login");
        await person.Browser.SubmitAsync(("UserName", name));
        await shared.AssertSignedInAsync(person.Browser, name);
        Assert.Equal(HttpStatusCode.OK, (await person.RedeemAsync(await person.ArriveAsync())).Status);
    }

    [Fact]
    public async Task An_account_is_never_entered_because_the_address_is_the_same()
    {
        var name = await shared.Provider.RegisterAsync(ProviderWithUpstreams.NewName());
        shared.Upstream.Google.Person = ProviderWithUpstreams.NewPerson() with { Email = $"{name}@example.com" };
        using var person = new AppBrowser(shared);
        var answer = await person.RedeemAsync(await person.ArriveAsync());
        Assert.Equal((HttpStatusCode.Forbidden, "account_not_linked"), (answer.Status, answer.Error));
        Assert.Null(answer.CookieLine);
    }

    [Fact]
    public async Task A_second_factor_is_still_due()
    {
        await NewAccountAsync("google");
        using var person = new AppBrowser(shared);
        using var app = new App(shared.Provider, AppBrowser.Origin);
        app.Keep(await person.RedeemAsync(await person.ArriveAsync()));
        var begun = (await app.PostAsync("/v1/auth/enable-mfa", new { })).Data;
        var authenticator = new AuthenticatorApp(begun.GetProperty("secret").GetString()!);
        app.Keep(await app.PostAsync("/v1/auth/enable-mfa", new { id = begun.GetProperty("id").GetString(), code = await authenticator.NextAsync() }));

        var answer = await person.RedeemAsync(await person.ArriveAsync());

        Assert.True(answer.Data.GetProperty("mfa_required").GetBoolean());
        Assert.False(answer.Data.TryGetProperty("access_token", out _));
        Assert.Null(answer.CookieLine);
        using var later = new App(shared.Provider, AppBrowser.Origin);
        var token = answer.Data.GetProperty("mfa_token").GetString();
        later.Keep(await later.PostAsync("/v1/auth/verify-mfa", new { mfa_token = token, method = "totp", code = await authenticator.NextAsync() }));
        Assert.Equal("aal2", App.Claims(later.AccessToken!).GetProperty("acr").GetString());
    }

    [Theory]
    [InlineData("suspended", "account_refused")]
    [InlineData("pending_deletion", "account_pending_deletion")]
    public async Task What_happened_to_the_account_meanwhile_counts(string status, string error)
    {
        var name = await NewAccountAsync("google");
        using var person = new AppBrowser(shared);
        var back = await person.ArriveAsync();
        var later = TimeProvider.System.GetUtcNow().AddDays(10);
        await shared.AskAsync(db => db.Set<User>().Where(user => user.UserName == name).ExecuteUpdateAsync(set => set
            .SetProperty(user => user.Status, status)
            .SetProperty(user => user.DeletedByOwner, status == UserStatus.PendingDeletion)
            .SetProperty(user => user.PurgeAfter, status == UserStatus.PendingDeletion ? later : null)));

        var answer = await person.RedeemAsync(back);

        Assert.Equal((HttpStatusCode.Forbidden, error), (answer.Status, answer.Error));
        Assert.Null(answer.CookieLine);
    }

    [Fact] // RFC 6749 §4.1.2.1
    public async Task The_app_is_told_why_there_is_no_code()
    {
        using var person = new AppBrowser(shared);
        shared.Upstream.Google.OnAnswer = answer =>
        {
            answer.Remove("code");
            answer["error"] = "access_denied";
        };
        var cancelled = await person.LeaveAsync(await person.BeginAsync());
        shared.Upstream.Google.OnAnswer = static _ => { };
        shared.Upstream.Google.OnIdToken = static claims => claims["nonce"] = "another";
        var failed = await person.LeaveAsync(await person.BeginAsync());

        Assert.StartsWith(ProviderWithUpstreams.AppPage, cancelled.Location.ToString(), StringComparison.Ordinal);
        Assert.StartsWith(ProviderWithUpstreams.AppPage, failed.Location.ToString(), StringComparison.Ordinal);
        Assert.Equal(("access_denied", null, cancelled.Kept), (cancelled.Error, cancelled.Code, cancelled.State));
        Assert.Equal(("server_error", null, failed.Kept), (failed.Error, failed.Code, failed.State));
    }

    [Fact]
    public async Task A_second_tab_does_not_break_the_first()
    {
        await NewAccountAsync("google");
        using var person = new AppBrowser(shared);
        var first = await person.BeginAsync();
        _ = await person.BeginAsync();
        Assert.Equal(HttpStatusCode.OK, (await person.RedeemAsync(await person.LeaveAsync(first))).Status);
    }

    /// <summary>Somebody who made an account here with one elsewhere. The provider goes on to speak of them.</summary>
    private async Task<string> NewAccountAsync(string provider)
    {
        var (person, name) = (ProviderWithUpstreams.NewPerson(), ProviderWithUpstreams.NewName());
        (shared.Upstream.Google.Person, shared.Upstream.GitHub.Person, shared.Upstream.Workplace.Person) = (person, person, person);
        using var browser = shared.NewBrowser();
        await shared.SignInByAsync(browser, provider);
        await browser.SubmitAsync(("UserName", name));
        return name;
    }
}
