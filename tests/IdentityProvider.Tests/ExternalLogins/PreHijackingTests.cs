using IdentityProvider.Tests.Hosting;
using IdentityProvider.Tests.SecondFactors;
using TestKit.Browsing;
using TestKit.Upstream;

namespace IdentityProvider.Tests.ExternalLogins;

/// <summary>The five attacks of "Pre-hijacked accounts" (Sudhodanan and Paverd, USENIX Security 2022): an attacker makes an account with the
/// victim's address, prepares a way back, and waits until the victim takes the account over.</summary>
[Collection(OneProviderWithUpstreams.Name)]
public sealed class PreHijackingTests(ProviderWithUpstreams shared)
{
    private const string Next = "Loud-8-Lighthouse";

    private readonly Provider _provider = shared.Provider;

    [Fact]
    public async Task Classic_federated_merge_leaves_the_attacker_no_password()
    {
        var victim = ProviderWithUpstreams.NewPerson();
        using var attacker = await RegisterAsync(victim.Login!, victim.Email!);

        using var browser = await ArriveAsync("google", shared.Upstream.Google, victim);
        await browser.SubmitAsync(("UserName", victim.Login + ".two")); // told that the address has an account: it was proved to be the victim's
        Assert.Equal("/external-login", browser.Location.AbsolutePath);
        await shared.AssertNobodyAsync(browser);

        await TakeOverAsync(victim.Email!);
        await AssertShutOutAsync(attacker, victim.Login!);
    }

    [Fact]
    public async Task An_unexpired_session_and_the_attackers_second_factor_do_not_survive()
    {
        var victim = ProviderWithUpstreams.NewPerson();
        using var attacker = await RegisterAsync(victim.Login!, victim.Email!);
        await attacker.OpenAsync($"{shared.Issuer}/account/second-factor/app");
        await TwoStepPerson.SetUpAsync(attacker);

        await TakeOverAsync(victim.Email!);

        await AssertShutOutAsync(attacker, victim.Login!);
        using var owner = await _provider.SignInAsync(victim.Login!, Next); // nobody asks for the attacker's code
    }

    [Fact]
    public async Task A_trojan_account_elsewhere_leads_in_no_more()
    {
        var (victim, own) = (ProviderWithUpstreams.NewPerson(), ProviderWithUpstreams.NewPerson());
        using var attacker = await RegisterAsync(victim.Login!, victim.Email!);
        shared.Upstream.Google.Person = own;
        await attacker.OpenAsync($"{shared.Issuer}/account/linked-accounts");
        await attacker.SubmitAsync(("provider", "google"));
        await ProviderWithUpstreams.LeaveAsync(attacker);
        await attacker.SubmitAsync(attacker.Page.Forms.First(form => form.ClassList.Contains("form")));
        Assert.EndsWith("done=linked", attacker.Location.ToString(), StringComparison.Ordinal);

        await TakeOverAsync(victim.Email!);

        await AssertShutOutAsync(attacker, victim.Login!);
        using var again = await ArriveAsync("google", shared.Upstream.Google, own);
        Assert.Equal("/external-login", again.Location.AbsolutePath); // nobody's account here
    }

    [Fact]
    public async Task An_unexpired_change_of_address_changes_nothing_any_more()
    {
        var victim = ProviderWithUpstreams.NewPerson();
        using var attacker = await RegisterAsync(victim.Login!, victim.Email!);
        var own = $"{ProviderWithUpstreams.NewName()}@attacker.example";
        await attacker.OpenAsync($"{shared.Issuer}/account/email");
        await attacker.SubmitAsync(("Address", own));
        var link = _provider.LinkOf(await _provider.MailAsync(own, "Confirm your new e-mail address"));

        await TakeOverAsync(victim.Email!);

        foreach (var browser in new[] { attacker, await _provider.SignInAsync(victim.Login!, Next) })
        {
            await browser.OpenAsync(link);
            Assert.Contains("does not work any more", browser.Body, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_provider_that_verifies_no_address_opens_no_account_of_the_victim()
    {
        var victim = ProviderWithUpstreams.NewPerson(verified: false);
        using var attacker = await ArriveAsync("workplace", shared.Upstream.Workplace, victim with { Login = victim.Login + "x" });
        await attacker.SubmitAsync(("UserName", victim.Login!), ("Email", victim.Email!));
        Assert.Equal("/sign-in", attacker.Location.AbsolutePath);
        await shared.SignInByAsync(attacker, "workplace");
        await shared.AssertSignedInAsync(attacker, victim.Login!);

        using var registering = _provider.NewBrowser(); // the victim registers, and is told by mail that there is an account
        await registering.OpenAsync($"{shared.Issuer}/register");
        await registering.SubmitAsync(("UserName", victim.Login + ".two"), ("Email", victim.Email!), ("Password", Next));
        await TakeOverAsync(victim.Email!);

        await AssertShutOutAsync(attacker, victim.Login!);
        using var again = await ArriveAsync("workplace", shared.Upstream.Workplace, victim with { Login = victim.Login + "x" });
        Assert.Equal("/external-login", again.Location.AbsolutePath);
    }

    /// <summary>The attacker's browser, signed in to the account with the victim's address.</summary>
    private async Task<ScriptlessBrowser> RegisterAsync(string userName, string address)
    {
        var browser = shared.NewBrowser();
        await browser.OpenAsync($"{shared.Issuer}/register");
        await browser.SubmitAsync(("UserName", userName), ("Email", address), ("Password", Demo.OwnPassword));
        await browser.SubmitAsync(("UserName", userName), ("Password", Demo.OwnPassword));
        await shared.AssertSignedInAsync(browser, userName);
        return browser;
    }

    private async Task<ScriptlessBrowser> ArriveAsync(string provider, OidcUpstream upstream, UpstreamPerson person)
    {
        upstream.Person = person;
        var browser = shared.NewBrowser();
        await shared.SignInByAsync(browser, provider);
        return browser;
    }

    /// <summary>The victim says that the password is forgotten, and follows the link of the mail.</summary>
    private async Task TakeOverAsync(string address)
    {
        using var browser = _provider.NewBrowser();
        await browser.OpenAsync($"{shared.Issuer}/forgot-password");
        await browser.SubmitAsync(("Name", address));
        await browser.OpenAsync(_provider.LinkOf(await _provider.MailAsync(address, "Choose a new password")));
        await browser.SubmitAsync(("Password", Next));
        Assert.Equal("/sign-in", browser.Location.AbsolutePath);
    }

    private async Task AssertShutOutAsync(ScriptlessBrowser attacker, string userName)
    {
        await shared.AssertNobodyAsync(attacker);
        await attacker.SubmitAsync(("UserName", userName), ("Password", Demo.OwnPassword));
        Assert.Equal("/sign-in", attacker.Location.AbsolutePath);
    }
}
