using System.Net;
using System.Text.Json.Nodes;
using TestKit.Browsing;

namespace IdentityProvider.Tests.ExternalLogins;

/// <summary>Who is about to change what guards the account proves anew who they are, also elsewhere.</summary>
[Collection(OneProviderWithUpstreams.Name)]
public sealed class FreshExternalLoginTests(ProviderWithUpstreams shared) : IDisposable
{
    public void Dispose() => shared.Upstream.Workplace.OnIdToken = static _ => { };

    [Fact] // OpenID Connect Core §3.1.2.1
    public async Task The_provider_is_told_to_ask_anew()
    {
        using var browser = await ArriveAsync("workplace");
        var request = shared.Upstream.Workplace.Authorizations.Last();
        Assert.Equal(("login", "600"), (request["prompt"], request["max_age"]));
        Assert.Equal("/external-login", browser.Location.AbsolutePath);

        using var other = await ArriveAsync("google");
        request = shared.Upstream.Google.Authorizations.Last();
        Assert.Equal("select_account", request["prompt"]);
        Assert.DoesNotContain("max_age", request.Keys);
    }

    [Theory] // OpenID Connect Core §3.1.3.7, step 13
    [InlineData(3600)]
    [InlineData(null)]
    public async Task A_provider_that_did_not_ask_anew_makes_no_fresh_sign_in(int? secondsAgo)
    {
        shared.Upstream.Workplace.OnIdToken = claims =>
            claims["auth_time"] = secondsAgo is { } seconds ? (JsonNode)(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() - seconds) : null;

        using var browser = await ArriveAsync("workplace");

        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        Assert.Contains("You are not signed in", browser.Body, StringComparison.Ordinal);
    }

    private async Task<ScriptlessBrowser> ArriveAsync(string provider)
    {
        var person = ProviderWithUpstreams.NewPerson();
        (shared.Upstream.Workplace.Person, shared.Upstream.Google.Person) = (person, person);
        var browser = shared.NewBrowser();
        await browser.OpenAsync($"{shared.Issuer}/sign-in?fresh=true&returnUrl=%2Faccount%2Flinked-accounts");
        await browser.SubmitAsync(("provider", provider));
        await ProviderWithUpstreams.LeaveAsync(browser);
        return browser;
    }
}
