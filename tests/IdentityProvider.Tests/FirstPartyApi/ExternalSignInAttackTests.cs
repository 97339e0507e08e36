using System.Net;
using IdentityProvider.Tests.ExternalLogins;

namespace IdentityProvider.Tests.FirstPartyApi;

/// <summary>What somebody tries who wants into an app as somebody else, or somebody else into it as themselves.</summary>
[Collection(OneProviderWithUpstreams.Name)]
public sealed class ExternalSignInAttackTests(ProviderWithUpstreams shared)
{
    [Fact] // RFC 6749 §10.5
    public async Task A_code_is_good_once()
    {
        using var person = await NewPersonAsync();
        var (back, mark) = (await person.ArriveAsync(), person.Mark);

        Assert.Equal(HttpStatusCode.OK, (await person.RedeemAsync(back)).Status);

        AssertRefused(await person.RedeemAsync(back.Code!, back.State!, "google", AppBrowser.Origin, mark));
    }

    [Fact]
    public async Task Of_20_who_send_a_code_at_once_one_enters()
    {
        using var person = await NewPersonAsync();
        var (back, mark) = (await person.ArriveAsync(), person.Mark);

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ =>
            Task.Run(() => person.RedeemAsync(back.Code!, back.State!, "google", AppBrowser.Origin, mark))));

        Assert.Single(answers, answer => answer.Status == HttpStatusCode.OK);
        Assert.All(answers.Where(answer => answer.Status != HttpStatusCode.OK), AssertRefused);
    }

    [Fact] // RFC 9700 §4.5 and §4.7: stolen or slipped in, a code is of the browser that asked
    public async Task A_code_in_another_browser_is_worth_nothing()
    {
        using var person = await NewPersonAsync();
        var back = await person.ArriveAsync();
        using var other = new AppBrowser(shared);
        AssertRefused(await other.RedeemAsync(back));
        _ = await other.BeginAsync();
        AssertRefused(await other.RedeemAsync(back));
        other.Mark = new string('A', 43);
        AssertRefused(await other.RedeemAsync(back));
        AssertRefused(await person.RedeemAsync(back.Code!, back.State!, "google", AppBrowser.Origin, ""));
        AssertRefused(await person.RedeemAsync(back.Code!, back.State!, "google", AppBrowser.Origin, person.Mark + "A"));

        Assert.Equal(HttpStatusCode.OK, (await person.RedeemAsync(back)).Status); // what did not fit has changed nothing
    }

    [Theory] // RFC 9700 §4.4
    [InlineData("workplace")]
    [InlineData("github")]
    public async Task A_code_of_one_provider_is_none_of_another(string other)
    {
        using var person = await NewPersonAsync();
        var back = await person.ArriveAsync();
        AssertRefused(await person.RedeemAsync(back, other));
        Assert.Equal(HttpStatusCode.OK, (await person.RedeemAsync(back)).Status);
    }

    [Fact]
    public async Task A_code_is_of_the_origin_that_asked()
    {
        using var person = await NewPersonAsync();
        var back = await person.ArriveAsync();

        AssertRefused(await person.RedeemAsync(back, origin: shared.Issuer)); // allowed, and another
        foreach (var origin in new[] { null, "null", "https://evil.test", AppBrowser.Origin + "/", AppBrowser.Origin.ToUpperInvariant() })
        {
            var answer = await person.RedeemAsync(back, origin: origin);
            Assert.Equal((HttpStatusCode.Forbidden, "origin_refused"), (answer.Status, answer.Error));
            Assert.Null(answer.CookieLine);
        }

        Assert.Equal(HttpStatusCode.OK, (await person.RedeemAsync(back)).Status);
    }

    [Fact]
    public async Task Code_and_state_belong_together()
    {
        using var person = await NewPersonAsync();
        var (first, second) = (await person.ArriveAsync(), await person.ArriveAsync());
        (string Code, string State)[] wrong =
        [
            (first.Code!, second.State!), (second.Code!, first.State!), (first.Code!, ""), ("", first.State!), (first.Code! + "A", first.State!),
            (first.Code!, first.State! + "\n"), (first.Code![..^1], first.State! + first.Code[^1]), (first.State!, first.Code!), ("\0", "\0"),
        ];
        foreach (var (code, state) in wrong)
        {
            var answer = await person.RedeemAsync(code, state, "google", AppBrowser.Origin, person.Mark);
            Assert.True(answer.Status is HttpStatusCode.Unauthorized or HttpStatusCode.BadRequest, answer.Body);
            Assert.Null(answer.CookieLine);
        }

        Assert.Equal(HttpStatusCode.OK, (await person.RedeemAsync(first)).Status);
    }

    [Theory] // RFC 9700 §2.1 and §4.11: an open redirector hands codes to anybody
    [InlineData("")]
    [InlineData("https://evil.test/")]
    [InlineData("https://app.localhost:4443/")]
    [InlineData("https://app.localhost:4443/signed-in")]
    [InlineData("https://app.localhost:4443/signed-in?from=elsewhere#x")]
    [InlineData("https://app.localhost:4443/signed-in?from=elsewhere&x=1")]
    [InlineData("https://app.localhost:4443/signed-in/?from=elsewhere")]
    [InlineData("https://app.localhost:4443/./signed-in?from=elsewhere")]
    [InlineData("https://APP.localhost:4443/signed-in?from=elsewhere")]
    [InlineData("https://app.localhost/signed-in?from=elsewhere")]
    [InlineData("https://app.localhost:4443@evil.test/signed-in?from=elsewhere")]
    [InlineData("http://app.localhost:4443/signed-in?from=elsewhere")]
    [InlineData("//app.localhost:4443/signed-in?from=elsewhere")]
    [InlineData("/sign-in")]
    [InlineData("javascript:alert(1)")]
    public async Task Nobody_is_led_to_an_address_that_is_not_registered(string returnTo)
    {
        using var person = new AppBrowser(shared);
        var answer = await person.BeginAsync(returnTo: returnTo);
        Assert.Equal((HttpStatusCode.BadRequest, "validation_failed"), (answer.Status, answer.Error));
        Assert.False(answer.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task The_page_that_asks_is_the_one_that_gets_the_answer()
    {
        var home = shared.Issuer + "/";
        using var person = new AppBrowser(shared);
        foreach (var (returnTo, origin, site) in new (string, string?, string?)[]
        {
            (ProviderWithUpstreams.AppPage, shared.Issuer, null),
            (ProviderWithUpstreams.AppPage, null, null),
            (ProviderWithUpstreams.AppPage, "https://evil.test", null),
            (ProviderWithUpstreams.AppPage, "null", null),
            (home, AppBrowser.Origin, null),
            (home, null, "cross-site"),
        })
        {
            var answer = await person.BeginAsync(returnTo: returnTo, origin: origin, fetchSite: site);
            Assert.Equal((HttpStatusCode.Forbidden, "origin_refused"), (answer.Status, answer.Error));
            Assert.False(answer.Headers.Contains("Set-Cookie"));
        }

        Assert.Equal(HttpStatusCode.OK, (await person.BeginAsync(returnTo: home, origin: null, fetchSite: "same-origin")).Status);
        Assert.Equal(HttpStatusCode.OK, (await person.BeginAsync(returnTo: home, origin: shared.Issuer)).Status);
    }

    [Fact] // RFC 9700 §4.7: login CSRF
    public async Task An_answer_that_another_browser_asked_for_leads_to_no_app_and_no_page()
    {
        foreach (var provider in new[] { "google", "github" })
        {
            using var attacker = await NewPersonAsync();
            using var stopping = new TestKit.Browsing.ScriptlessBrowser(new Uri(shared.Upstream.Address));
            await stopping.OpenAsync(AppBrowser.Told(await attacker.BeginAsync(provider)).Address);
            var callback = stopping.Location.ToString();
            Assert.StartsWith($"{shared.Issuer}/signin/{provider}?", callback, StringComparison.Ordinal);
            using var victim = new AppBrowser(shared);
            _ = await victim.BeginAsync(provider);

            await victim.Browser.OpenAsync(callback);

            Assert.Equal((HttpStatusCode.BadRequest, new Uri(callback)), (victim.Browser.Status, victim.Browser.Location));
            Assert.DoesNotContain("app.localhost", victim.Browser.Body, StringComparison.Ordinal);
            await shared.AssertNobodyAsync(victim.Browser);
        }
    }

    [Fact] // RFC 9700 §4.4: mix-up
    public async Task An_answer_to_a_request_at_one_provider_is_none_at_another()
    {
        using var person = await NewPersonAsync();
        var address = AppBrowser.Told(await person.BeginAsync()).Address;
        using var stopping = new TestKit.Browsing.ScriptlessBrowser(new Uri(shared.Upstream.Address));
        await stopping.OpenAsync(address);

        await person.Browser.OpenAsync(stopping.Location.ToString().Replace("/signin/google?", "/signin/workplace?", StringComparison.Ordinal));

        Assert.Equal(HttpStatusCode.BadRequest, person.Browser.Status);
        await shared.AssertNobodyAsync(person.Browser);
    }

    [Fact]
    public async Task A_code_for_an_app_is_no_proof_for_a_page()
    {
        using var person = new AppBrowser(shared);
        shared.Upstream.Google.Person = ProviderWithUpstreams.NewPerson();
        var back = await person.ArriveAsync();
        person.Browser.Cookies.Add(new Cookie("__Host-external-proof", back.Code, "/", "localhost") { Secure = true });
        await person.Browser.OpenAsync($"{shared.Issuer}/external-login");
        Assert.Equal("/sign-in", person.Browser.Location.AbsolutePath);
    }

    [Theory]
    [InlineData("facebook")]
    [InlineData("Google")]
    [InlineData("google%20")]
    [InlineData("..")]
    public async Task A_provider_that_is_not_set_up_is_not_found(string provider)
    {
        using var person = new AppBrowser(shared);
        var name = provider == ".." ? "%2E%2E%2Fgoogle" : provider;
        var begun = await person.BeginAsync(name);
        Assert.Equal((HttpStatusCode.NotFound, "not_found"), (begun.Status, begun.Error));
        var redeemed = await person.RedeemAsync(new string('A', 43), new string('A', 43), name, AppBrowser.Origin, null);
        Assert.Equal((HttpStatusCode.NotFound, "not_found"), (redeemed.Status, redeemed.Error));
    }

    [Theory]
    [InlineData("""{"code":"a"}""")]
    [InlineData("""{"state":"a"}""")]
    [InlineData("""{"code":"a","state":"b","provider":"google"}""")]
    [InlineData("""{"code":["a"],"state":"b"}""")]
    [InlineData("""{"code":"a","code":"b","state":"c"}""")]
    [InlineData("null")]
    public async Task A_body_that_is_not_exactly_what_is_asked_for_is_refused(string body)
    {
        using var app = new App(shared.Provider, AppBrowser.Origin);
        using var content = new StringContent(body, null, "application/json");
        Assert.Equal(HttpStatusCode.BadRequest, (await app.SendAsync("/v1/auth/oauth/google/callback", content)).Status);
    }

    private static void AssertRefused(Answer answer)
    {
        Assert.Equal((HttpStatusCode.Unauthorized, "invalid_code"), (answer.Status, answer.Error));
        Assert.Null(answer.CookieLine);
    }

    /// <summary>The browser of somebody who has linked their account of Google, and of GitHub by the same person.</summary>
    private async Task<AppBrowser> NewPersonAsync()
    {
        var (first, person, _) = await shared.NewAccountAsync();
        first.Dispose();
        shared.Upstream.GitHub.Person = person;
        return new AppBrowser(shared);
    }
}
