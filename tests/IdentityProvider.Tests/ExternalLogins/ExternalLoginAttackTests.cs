using System.Net;
using System.Web;
using IdentityProvider.Tests.Hosting;
using Jose;
using Microsoft.EntityFrameworkCore;
using TestKit.Browsing;
using TestKit.Upstream;
using UserDirectory.Users;

namespace IdentityProvider.Tests.ExternalLogins;

[Collection(OneProviderWithUpstreams.Name)]
public sealed class ExternalLoginAttackTests(ProviderWithUpstreams shared) : IDisposable
{
    private readonly OidcUpstream _google = shared.Upstream.Google;
    private readonly OidcUpstream _workplace = shared.Upstream.Workplace;

    public void Dispose()
    {
        foreach (var provider in new[] { _google, _workplace })
        {
            (provider.OnAnswer, provider.OnIdToken, provider.OnIdTokenHeader, provider.OnUserInfo) = (_ => { }, _ => { }, _ => { }, _ => { });
            (provider.Signs, provider.SignsWith) = (true, OidcUpstream.OwnKey);
        }

        (shared.Upstream.GitHub.OnUser, shared.Upstream.GitHub.OnAnswer) = (_ => { }, _ => { });
    }

    [Fact] // RFC 6749 §10.12: an attacker's answer would sign the victim in as the attacker
    public async Task An_answer_that_another_browser_asked_for_is_refused()
    {
        foreach (var provider in new[] { "google", "github" })
        {
            using var attacker = NewAttacker();
            var callback = await CallbackAsync(attacker, provider);
            using var victim = shared.NewBrowser();

            await victim.OpenAsync(callback);

            AssertRefused(victim);
            await shared.AssertNobodyAsync(victim);
        }
    }

    [Fact]
    public async Task An_answer_is_taken_once()
    {
        var (first, _, _) = await shared.NewAccountAsync();
        first.Dispose();
        using var browser = NewAttacker();
        var callback = await CallbackAsync(browser, "google");
        using var real = new HttpClient(TestKit.Certificates.LoopbackCertificates.Instance.NewHandler(browser.Cookies));

        using var once = await real.GetAsync(new Uri(callback));
        using var twice = await real.GetAsync(new Uri(callback));

        Assert.Equal((HttpStatusCode.SeeOther, HttpStatusCode.BadRequest), (once.StatusCode, twice.StatusCode));
    }

    [Theory]
    [InlineData("")]
    [InlineData("?code=abc")]
    [InlineData("?code=abc&state=forged")]
    [InlineData("?error=access_denied")]
    [InlineData("?error=access_denied&state=forged")]
    [InlineData("?state=%00%ff&code=x")]
    public async Task An_answer_without_the_state_of_a_request_is_refused(string query)
    {
        foreach (var provider in new[] { "google", "github", "workplace" })
        {
            using var browser = shared.NewBrowser();
            await browser.OpenAsync($"{shared.Issuer}/signin/{provider}{query}");
            AssertRefused(browser);
        }
    }

    [Fact]
    public async Task An_answer_that_holds_a_parameter_twice_is_refused()
    {
        foreach (var provider in new[] { "google", "github" })
        {
            using var browser = NewAttacker();
            var callback = await CallbackAsync(browser, provider);
            await browser.OpenAsync(callback + "&code=another");
            Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
            await shared.AssertNobodyAsync(browser);
        }
    }

    [Theory] // RFC 9700 §4.4: mix-up
    [InlineData("google", "workplace")]
    [InlineData("workplace", "google")]
    [InlineData("github", "google")]
    public async Task An_answer_to_a_request_at_one_provider_is_none_at_another(string asked, string other)
    {
        using var browser = NewAttacker();
        var callback = await CallbackAsync(browser, asked);
        var redemptions = _google.Redemptions + _workplace.Redemptions;

        await browser.OpenAsync(callback.Replace($"/signin/{asked}?", $"/signin/{other}?", StringComparison.Ordinal));

        AssertRefused(browser);
        Assert.Equal(redemptions, _google.Redemptions + _workplace.Redemptions);
    }

    [Theory] // RFC 9207 §2.4
    [InlineData("https://evil.example")]
    [InlineData(null)]
    public async Task An_answer_of_another_issuer_is_not_redeemed(string? issuer)
    {
        _workplace.OnAnswer = answer => answer["iss"] = issuer;
        var redemptions = _workplace.Redemptions;
        using var browser = shared.NewBrowser();

        await shared.SignInByAsync(browser, "workplace");

        AssertRefused(browser);
        Assert.Equal(redemptions, _workplace.Redemptions);
    }

    [Theory] // RFC 9700 §4.5: code injection
    [InlineData("google")]
    [InlineData("github")]
    public async Task A_code_of_another_request_is_worth_nothing(string provider)
    {
        using var victim = NewAttacker();
        var stolen = HttpUtility.ParseQueryString(new Uri(await CallbackAsync(victim, provider)).Query)["code"]!;
        using var attacker = NewAttacker();
        var callback = new UriBuilder(await CallbackAsync(attacker, provider));
        var query = HttpUtility.ParseQueryString(callback.Query);
        query["code"] = stolen;
        callback.Query = query.ToString();

        await attacker.OpenAsync(callback.ToString());

        AssertRefused(attacker);
    }

    [Theory] // OpenID Connect Core §3.1.3.7
    [InlineData("iss", "https://evil.example")]
    [InlineData("aud", "another-client")]
    [InlineData("azp", "another-client")]
    [InlineData("nonce", "another-nonce")]
    [InlineData("nonce", null)]
    [InlineData("exp", 1_000_000)]
    [InlineData("iat", 1_000_000)]
    [InlineData("sub", "")]
    [InlineData("at_hash", "AAAAAAAAAAAAAAAAAAAAAA")]
    public async Task An_id_token_with_a_wrong_claim_signs_nobody_in(string claim, object? value)
    {
        _google.Person = ProviderWithUpstreams.NewPerson();
        _google.OnIdToken = claims => claims[claim] = value switch { null => null, int number => number, _ => (string)value };
        using var browser = shared.NewBrowser();
        await shared.SignInByAsync(browser, "google");
        AssertRefused(browser);
    }

    [Fact] // RFC 8725 §3.1
    public async Task An_id_token_without_a_signature_or_of_another_key_signs_nobody_in()
    {
        using var browser = shared.NewBrowser();
        _google.OnIdTokenHeader = header => header["alg"] = "none";
        _google.Signs = false;
        await shared.SignInByAsync(browser, "google");
        AssertRefused(browser);

        (_google.OnIdTokenHeader, _google.Signs) = (_ => { }, true);
        _google.SignsWith = SigningKey.Generate(JwsAlgorithms.RS256, OidcUpstream.OwnKey.KeyId);
        await shared.SignInByAsync(browser, "google");
        AssertRefused(browser);
    }

    [Fact] // OpenID Connect Core §5.3.2
    public async Task What_userinfo_says_of_somebody_else_is_not_believed()
    {
        _google.Person = ProviderWithUpstreams.NewPerson();
        _google.OnUserInfo = claims =>
        {
            claims["sub"] = "somebody-else";
            claims["email"] = "alice@example.com";
        };
        using var browser = shared.NewBrowser();
        await shared.SignInByAsync(browser, "google");
        Assert.Equal(_google.Person.Email, browser.Page.QuerySelector("input[name=Email]")!.GetAttribute("value"));
    }

    [Fact]
    public async Task An_account_is_never_merged_because_the_address_is_the_same()
    {
        var name = await shared.Provider.RegisterAsync(ProviderWithUpstreams.NewName());
        _google.Person = ProviderWithUpstreams.NewPerson() with { Email = $"{name}@EXAMPLE.com" };
        using var browser = shared.NewBrowser();
        await shared.SignInByAsync(browser, "google");

        await browser.SubmitAsync(("UserName", ProviderWithUpstreams.NewName()));

        Assert.Contains("You already have an account here with this e-mail address", browser.Body, StringComparison.Ordinal);
        await shared.AssertNobodyAsync(browser);
        await browser.OpenAsync("/external-login/link"); // the way that there is: sign in to it once
        await browser.SubmitAsync(("UserName", name), ("Password", Demo.OwnPassword));
        Assert.Equal("/external-login/link", browser.Location.AbsolutePath);
    }

    [Fact]
    public async Task Whether_an_address_has_an_account_is_told_to_nobody_who_has_not_proved_it()
    {
        var taken = await shared.Provider.RegisterAsync(ProviderWithUpstreams.NewName());
        var answers = new List<(string Location, string Body)>();
        foreach (var email in new[] { $"{taken}@example.com", $"{ProviderWithUpstreams.NewName()}@example.com" })
        {
            _workplace.Person = ProviderWithUpstreams.NewPerson() with { Email = email };
            using var browser = shared.NewBrowser();
            await shared.SignInByAsync(browser, "workplace");
            await browser.SubmitAsync(("UserName", ProviderWithUpstreams.NewName()));
            answers.Add((browser.Location.PathAndQuery, Asking.WithoutTokens(browser.Body)));
        }

        Assert.Equal(answers[0], answers[1]);
    }

    [Fact]
    public async Task A_proof_is_of_its_browser_alone()
    {
        _google.Person = ProviderWithUpstreams.NewPerson();
        using var browser = shared.NewBrowser();
        await shared.SignInByAsync(browser, "google");
        using var other = shared.NewBrowser();

        await other.OpenAsync($"{shared.Issuer}/external-login");
        Assert.Equal("/sign-in", other.Location.AbsolutePath);

        other.Cookies.Add(new Cookie("__Host-external-proof", Handles.Create(), "/", "localhost") { Secure = true });
        await other.OpenAsync($"{shared.Issuer}/external-login");
        Assert.Equal("/sign-in", other.Location.AbsolutePath);
    }

    [Fact]
    public async Task A_proof_makes_one_account_however_often_it_is_sent_at_once()
    {
        var person = ProviderWithUpstreams.NewPerson();
        _google.Person = person;
        using var browser = shared.NewBrowser();
        await shared.SignInByAsync(browser, "google");
        var token = browser.Token();
        var names = Enumerable.Range(0, 8).Select(_ => ProviderWithUpstreams.NewName()).ToList();

        var answers = await Task.WhenAll(names.Select(name => shared.Provider.PostAsync(
            browser, "/external-login",
            ("UserName", name), ("Email", $"{name}@elsewhere.example"), ("__RequestVerificationToken", token))));

        Assert.All(answers, answer => Assert.True((int)answer.StatusCode is 200 or 303, answer.StatusCode.ToString()));
        Assert.Equal(1, await shared.AskAsync(db => db.Set<User>().CountAsync(user => names.Contains(user.UserName!))));
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("/a/../..//evil.example")]
    [InlineData("javascript:alert(1)")]
    public async Task A_sign_in_elsewhere_leads_to_no_other_site(string returnUrl)
    {
        var (first, _, _) = await shared.NewAccountAsync();
        first.Dispose();
        using var browser = shared.NewBrowser();
        await shared.SignInByAsync(browser, "google", returnUrl);
        Assert.Equal($"{shared.Issuer}/", browser.Location.ToString());
    }

    [Fact]
    public async Task A_subject_that_is_none_signs_nobody_in_and_is_not_cut()
    {
        foreach (var subject in new[] { new string('9', 256), new string('9', 10_000), "a b", "a\u00df" })
        {
            _workplace.Person = new UpstreamPerson(subject, null);
            using var browser = shared.NewBrowser();
            await shared.SignInByAsync(browser, "workplace");
            AssertRefused(browser);
        }
    }

    [Fact]
    public async Task What_a_provider_says_is_text()
    {
        const string Markup = "<script>alert(1)</script>";
        _workplace.Person = new UpstreamPerson(Markup, "\u017fupport@example.com") { GivenName = Markup, FamilyName = "\"><img src=x>" };
        using var browser = shared.NewBrowser();
        await shared.SignInByAsync(browser, "workplace");

        Assert.Equal("/external-login", browser.Location.AbsolutePath);
        Assert.DoesNotContain("<script>alert", browser.Body, StringComparison.Ordinal);
        Assert.Empty(browser.Page.QuerySelectorAll("img[src=x]"));
        Assert.Equal("", browser.Page.QuerySelector("input[name=Email]")!.GetAttribute("value") ?? ""); // not SUPPORT@example.com
    }

    [Fact]
    public async Task GitHub_says_who_somebody_is_by_a_number_or_not_at_all()
    {
        foreach (var id in new[] { "\"1\"", "1.5", "null", "1e400", "{}" })
        {
            shared.Upstream.GitHub.OnUser = user => user["id"] = System.Text.Json.Nodes.JsonNode.Parse(id);
            using var browser = shared.NewBrowser();
            await shared.SignInByAsync(browser, "github");
            AssertRefused(browser);
        }
    }

    [Fact]
    public async Task No_other_site_begins_a_sign_in_or_a_link()
    {
        var (browser, _, _) = await shared.NewAccountAsync();
        using var _ = browser;
        foreach (var fields in new[] { new[] { ("provider", "github") }, [("provider", "github"), ("link", "true")] })
        {
            using var answer = await shared.Provider.PostAsync(browser, "/external-login/start", fields);
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        }

        foreach (var path in new[] { "/external-login/link", "/account/linked-accounts?handler=Unlink", "/external-login" })
        {
            using var answer = await shared.Provider.PostAsync(browser, path, ("issuer", _google.Issuer), ("subject", "1"));
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        }
    }

    [Fact]
    public async Task Strangers_link_nothing()
    {
        using var browser = shared.NewBrowser();
        await browser.OpenAsync($"{shared.Issuer}/sign-in");
        using var answer = await shared.Provider.PostAsync(
            browser, "/external-login/start", ("provider", "google"), ("link", "true"), ("__RequestVerificationToken", browser.Token()));
        Assert.StartsWith("/sign-in?", answer.Headers.Location!.OriginalString, StringComparison.Ordinal);

        foreach (var path in new[] { "/external-login/link", "/account/linked-accounts" })
        {
            await browser.OpenAsync(shared.Issuer + path);
            Assert.Equal("/sign-in", browser.Location.AbsolutePath);
        }
    }

    [Fact]
    public async Task The_cookies_are_closed_to_scripts_other_hosts_and_plain_http()
    {
        using var browser = shared.NewBrowser();
        _google.Person = ProviderWithUpstreams.NewPerson();
        await shared.SignInByAsync(browser, "google");
        await browser.OpenAsync($"{shared.Issuer}/sign-in");
        using var started = await shared.Provider.PostAsync(
            browser, "/external-login/start", ("provider", "google"), ("__RequestVerificationToken", browser.Token()));

        Assert.Contains(browser.Cookies.GetAllCookies(), cookie => cookie is { Name: "__Host-external-proof", Secure: true, HttpOnly: true });
        var correlation = Assert.Single(started.Headers.GetValues("Set-Cookie"), cookie => cookie.StartsWith("__Host-identity-external", StringComparison.Ordinal));
        Assert.All(["; path=/", "; secure", "; httponly", "; samesite=lax"], part => Assert.Contains(part, correlation, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task A_provider_that_is_not_configured_has_no_address()
    {
        using var browser = shared.NewBrowser();
        await browser.OpenAsync($"{shared.Issuer}/signin/nobody?code=a&state=b");
        Assert.Equal(HttpStatusCode.NotFound, browser.Status);
    }

    private static void AssertRefused(ScriptlessBrowser browser)
    {
        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        Assert.Contains("You are not signed in", browser.Body, StringComparison.Ordinal);
        Assert.DoesNotContain(browser.Cookies.GetAllCookies(), cookie => cookie.Name is "__Host-identity" or "__Host-external-proof");
    }

    /// <summary>A browser that does not follow the provider's answer.</summary>
    private ScriptlessBrowser NewAttacker() => new(new Uri(shared.Issuer));

    /// <summary>The address to which the provider sends this browser, which has not gone there.</summary>
    private async Task<string> CallbackAsync(ScriptlessBrowser browser, string provider)
    {
        await browser.OpenAsync($"{shared.Issuer}/sign-in");
        await browser.SubmitAsync(("provider", provider));
        using var upstream = new HttpClient(TestKit.Certificates.LoopbackCertificates.Instance.NewHandler());
        using var answer = await upstream.GetAsync(new Uri(ProviderWithUpstreams.AddressOf(browser)));
        return answer.Headers.Location!.ToString();
    }
}
