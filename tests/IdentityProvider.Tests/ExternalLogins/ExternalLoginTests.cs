using System.Net;
using System.Web;
using IdentityProvider.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using TestKit.Browsing;
using UserDirectory.Users;

namespace IdentityProvider.Tests.ExternalLogins;

[Collection(OneProviderWithUpstreams.Name)]
public sealed class ExternalLoginTests(ProviderWithUpstreams shared)
{
    [Fact]
    public async Task A_person_comes_from_Google_makes_an_account_and_comes_back_to_it()
    {
        using var browser = shared.NewBrowser();
        var (person, name) = (ProviderWithUpstreams.NewPerson() with { GivenName = "Ann", FamilyName = "Bell" }, ProviderWithUpstreams.NewName());
        shared.Upstream.Google.Person = person;

        await shared.SignInByAsync(browser, "google");
        Assert.Equal(("/external-login", person.Email, "Ann", "Bell"),
            (browser.Location.AbsolutePath, Field(browser, "Email"), Field(browser, "GivenName"), Field(browser, "FamilyName")));
        await browser.SubmitAsync(("UserName", name));

        Assert.Equal($"{shared.Issuer}/", browser.Location.ToString());
        var user = await UserAsync(name);
        Assert.Equal((person.Email, true, null), (user.Email, user.EmailConfirmed, user.PasswordHash));
        using var again = shared.NewBrowser();
        await shared.SignInByAsync(again, "google", "/account/apps");
        Assert.Equal("/account/apps", again.Location.AbsolutePath);
        await shared.AssertSignedInAsync(again, name);
    }

    [Fact]
    public async Task A_person_comes_from_GitHub_and_is_known_by_number_and_primary_address()
    {
        using var browser = shared.NewBrowser();
        var person = ProviderWithUpstreams.NewPerson();
        shared.Upstream.GitHub.Person = person;

        await shared.SignInByAsync(browser, "github");
        Assert.Equal((person.Login, person.Email), (Field(browser, "UserName"), Field(browser, "Email")));
        await browser.SubmitAsync(("UserName", person.Login!));
        await shared.AssertSignedInAsync(browser, person.Login!);

        Assert.True((await UserAsync(person.Login!)).EmailConfirmed);
        shared.Upstream.GitHub.Person = person with { Login = "renamed", Email = "moved@elsewhere.example" };
        using var again = shared.NewBrowser();
        await shared.SignInByAsync(again, "github");
        await shared.AssertSignedInAsync(again, person.Login!);

        shared.Upstream.GitHub.Person = person with { Id = "999999999" }; // somebody else has taken the login
        using var other = shared.NewBrowser();
        await shared.SignInByAsync(other, "github");
        Assert.Equal("/external-login", other.Location.AbsolutePath);
    }

    [Fact]
    public async Task The_request_has_PKCE_a_nonce_and_the_configured_redirect_URI()
    {
        using var browser = shared.NewBrowser();
        shared.Upstream.Google.Person = ProviderWithUpstreams.NewPerson();
        await shared.SignInByAsync(browser, "google");
        var request = shared.Upstream.Google.Authorizations.Last();

        Assert.Equal(("S256", $"{shared.Issuer}/signin/google"), (request["code_challenge_method"], request["redirect_uri"]));
        Assert.Equal(["email", "openid", "profile"], request["scope"].Split(' ').Order());
        Assert.True(request["nonce"].Length >= 32);

        await shared.SignInByAsync(browser, "github");
        request = shared.Upstream.GitHub.Authorizations.Last();
        Assert.Equal(("S256", $"{shared.Issuer}/signin/github"), (request["code_challenge_method"], request["redirect_uri"]));
    }

    [Fact]
    public async Task An_app_gets_its_code_after_a_sign_in_elsewhere()
    {
        var (first, _, _) = await shared.NewAccountAsync();
        first.Dispose();
        using var browser = shared.NewBrowser();
        await browser.OpenAsync(shared.Provider.Authorize("house"));
        await browser.SubmitAsync(("provider", "google"));
        await ProviderWithUpstreams.LeaveAsync(browser);

        Assert.Equal("house.test", browser.Location.Host);
        Assert.NotNull(HttpUtility.ParseQueryString(browser.Location.Query)["code"]);
    }

    [Fact]
    public async Task A_new_person_is_led_on_to_the_app()
    {
        using var browser = shared.NewBrowser();
        shared.Upstream.Google.Person = ProviderWithUpstreams.NewPerson();
        await browser.OpenAsync(shared.Provider.Authorize("house"));
        await browser.SubmitAsync(("provider", "google"));
        await ProviderWithUpstreams.LeaveAsync(browser);
        await browser.SubmitAsync(("UserName", ProviderWithUpstreams.NewName()));
        Assert.Equal("house.test", browser.Location.Host);
    }

    [Theory]
    [InlineData("workplace", true)] // not trusted with addresses
    [InlineData("google", false)] // not verified there
    public async Task An_address_that_is_not_proved_is_not_verified_and_signs_nobody_in(string provider, bool verified)
    {
        using var browser = shared.NewBrowser();
        var (person, name) = (ProviderWithUpstreams.NewPerson(verified), ProviderWithUpstreams.NewName());
        (shared.Upstream.Google.Person, shared.Upstream.Workplace.Person) = (person, person);

        await shared.SignInByAsync(browser, provider);
        await browser.SubmitAsync(("UserName", name));

        Assert.Equal("/sign-in?joined=true&returnUrl=%2F", browser.Location.PathAndQuery);
        Assert.False((await UserAsync(name)).EmailConfirmed);
    }

    [Fact]
    public async Task Somebody_with_an_account_signs_in_to_it_and_links()
    {
        var name = await shared.Provider.RegisterAsync(ProviderWithUpstreams.NewName());
        using var browser = shared.NewBrowser();
        var person = ProviderWithUpstreams.NewPerson();
        shared.Upstream.Workplace.Person = person;
        await shared.SignInByAsync(browser, "workplace");

        await browser.OpenAsync("/external-login/link");
        Assert.Equal("/sign-in", browser.Location.AbsolutePath);
        await browser.SubmitAsync(("UserName", name), ("Password", Demo.OwnPassword));

        Assert.Equal("/external-login/link", browser.Location.AbsolutePath);
        Assert.All([name, person.Email, "Workplace"], text => Assert.Contains(text!, browser.Body, StringComparison.Ordinal));
        await ConfirmAsync(browser);
        Assert.Equal("/account/linked-accounts?done=linked", browser.Location.PathAndQuery);

        using var again = shared.NewBrowser();
        await shared.SignInByAsync(again, "workplace");
        await shared.AssertSignedInAsync(again, name);
    }

    [Fact]
    public async Task A_person_links_and_unlinks_on_the_account_page()
    {
        var name = await shared.Provider.RegisterAsync(ProviderWithUpstreams.NewName());
        using var browser = await SignInAsync(name);
        shared.Upstream.GitHub.Person = ProviderWithUpstreams.NewPerson();

        await LinkAsync(browser, "github");
        Assert.Equal("/external-login/link", browser.Location.AbsolutePath);
        await ConfirmAsync(browser);
        Assert.Contains(shared.Upstream.GitHub.Person.Email!, browser.Body, StringComparison.Ordinal);

        await browser.SubmitAsync(("issuer", shared.Upstream.GitHub.Authority));
        Assert.Equal("/account/linked-accounts?done=unlinked", browser.Location.PathAndQuery);
        using var again = shared.NewBrowser();
        await shared.SignInByAsync(again, "github");
        Assert.Equal("/external-login", again.Location.AbsolutePath);
    }

    [Fact]
    public async Task The_only_way_in_cannot_be_unlinked()
    {
        var (browser, _, name) = await shared.NewAccountAsync();
        using var _ = browser;
        await browser.OpenAsync($"{shared.Issuer}/account/linked-accounts");
        await browser.SubmitAsync(("issuer", shared.Upstream.Google.Issuer));
        Assert.Equal("/account/linked-accounts?done=last", browser.Location.PathAndQuery);

        using var again = shared.NewBrowser();
        await shared.SignInByAsync(again, "google");
        await shared.AssertSignedInAsync(again, name);
    }

    [Fact]
    public async Task Linking_what_is_linked_elsewhere_changes_nothing_and_signs_nobody_else_in()
    {
        var (first, _, _) = await shared.NewAccountAsync();
        first.Dispose();
        var name = await shared.Provider.RegisterAsync(ProviderWithUpstreams.NewName());
        using var browser = await SignInAsync(name);

        await LinkAsync(browser, "google");

        Assert.Equal("/account/linked-accounts?done=elsewhere", browser.Location.PathAndQuery);
        await shared.AssertSignedInAsync(browser, name);
    }

    [Fact]
    public async Task Who_cancels_there_is_told_how_to_go_on()
    {
        using var browser = shared.NewBrowser();
        shared.Upstream.Google.OnAnswer = answer =>
        {
            answer.Remove("code");
            answer["error"] = "access_denied";
        };
        try
        {
            await shared.SignInByAsync(browser, "google", "/account/apps");
        }
        finally
        {
            shared.Upstream.Google.OnAnswer = static _ => { };
        }

        Assert.Equal(HttpStatusCode.OK, browser.Status);
        Assert.Contains("You did not finish signing in at Google", browser.Body, StringComparison.Ordinal);
        Assert.Equal("/sign-in?returnUrl=%2Faccount%2Fapps", browser.Page.QuerySelector("a.button-primary")!.GetAttribute("href"));
    }

    [Fact]
    public async Task A_provider_that_is_down_is_said_to_be()
    {
        using var browser = shared.NewBrowser();
        shared.Upstream.University.IsDown = true;
        await browser.OpenAsync($"{shared.Issuer}/sign-in");
        await browser.SubmitAsync(("provider", "university"));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, browser.Status);
        Assert.Contains("We cannot reach University right now", browser.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_provider_that_never_answers_is_given_up()
    {
        using var browser = shared.NewBrowser();
        shared.Upstream.GitHub.Hangs = true;
        try
        {
            await shared.SignInByAsync(browser, "github");
        }
        finally
        {
            shared.Upstream.GitHub.Hangs = false;
        }

        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        Assert.Contains("We could not confirm your sign-in at GitHub", browser.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_factor_is_still_due()
    {
        var (first, _, name) = await shared.NewAccountAsync();
        first.Dispose();
        await shared.AskAsync(db => db.Set<User>().Where(user => user.UserName == name)
            .ExecuteUpdateAsync(set => set.SetProperty(user => user.TwoFactorEnabled, true)));
        using var browser = shared.NewBrowser();

        await shared.SignInByAsync(browser, "google");

        Assert.Equal("/second-step", browser.Location.AbsolutePath);
        await shared.AssertNobodyAsync(browser);
    }

    [Fact]
    public async Task Users_may_not_sign_in_whose_account_is_suspended()
    {
        var (first, _, name) = await shared.NewAccountAsync();
        first.Dispose();
        await shared.AskAsync(db => db.Set<User>().Where(user => user.UserName == name)
            .ExecuteUpdateAsync(set => set.SetProperty(user => user.Status, UserStatus.Suspended)));
        using var browser = shared.NewBrowser();

        await shared.SignInByAsync(browser, "google");

        Assert.Contains("You cannot sign in with this account", browser.Body, StringComparison.Ordinal);
        await shared.AssertNobodyAsync(browser);
    }

    [Fact]
    public async Task Whose_account_is_to_be_deleted_may_keep_it()
    {
        var (first, _, name) = await shared.NewAccountAsync();
        first.Dispose();
        var later = TimeProvider.System.GetUtcNow().AddDays(10);
        await shared.AskAsync(db => db.Set<User>().Where(user => user.UserName == name).ExecuteUpdateAsync(set => set
            .SetProperty(user => user.Status, UserStatus.PendingDeletion)
            .SetProperty(user => user.DeletedByOwner, true)
            .SetProperty(user => user.PurgeAfter, later)));
        using var browser = shared.NewBrowser();

        await shared.SignInByAsync(browser, "google");

        Assert.Equal("/keep-account", browser.Location.AbsolutePath);
        await shared.AssertNobodyAsync(browser);
    }

    private static string? Field(ScriptlessBrowser browser, string name) => browser.Page.QuerySelector($"input[name={name}]")?.GetAttribute("value");

    private Task<User> UserAsync(string name) =>
        shared.AskAsync(db => db.Set<User>().AsNoTracking().SingleAsync(user => user.UserName == name));

    private async Task<ScriptlessBrowser> SignInAsync(string name)
    {
        var browser = shared.NewBrowser();
        await browser.OpenAsync($"{shared.Issuer}/sign-in");
        await browser.SubmitAsync(("UserName", name), ("Password", Demo.OwnPassword));
        return browser;
    }

    private static Task<ScriptlessBrowser> ConfirmAsync(ScriptlessBrowser browser) =>
        browser.SubmitAsync(browser.Page.Forms.Single(form => form.QuerySelector("button.button-primary") is not null));

    private async Task LinkAsync(ScriptlessBrowser browser, string provider)
    {
        await browser.OpenAsync($"{shared.Issuer}/account/linked-accounts");
        var form = browser.Page.Forms.Single(form => form.QuerySelector($"button[value={provider}]") is not null);
        await browser.SubmitAsync(form, ("provider", provider));
        await ProviderWithUpstreams.LeaveAsync(browser);
    }
}
