using System.Net;
using IdentityProvider.Tests.Hosting;
using IdentityProvider.Tests.SecondFactors;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using TestKit.Browsing;
using TestKit.Passkeys;
using UserDirectory.Database;
using UserDirectory.Roles;
using UserDirectory.Users;

namespace IdentityProvider.Tests.Passkeys;

/// <summary>Who must have a second factor and has none makes a passkey in the sign-in itself.</summary>
[Collection(PagesOfOneProvider.Name)]
public sealed class PasskeyEnrolmentTests(SharedProvider shared)
{
    private const string EnrolmentOptions = "/passkeys/enrolment-options";
    private const string EnrolmentPage = "/second-step/set-up/passkey";
    private const string Essential = """&claims={"id_token":{"acr":{"essential":true,"values":["aal2"]}}}""";

    private static int _count;

    private readonly Provider _provider = shared.Provider;

    public static TheoryData<string> Wrongs => [.. WrongAnswers.Keys];

    // WebAuthn §7.1, by step.
    private static readonly Dictionary<string, WrongAnswer> WrongAnswers = new(StringComparer.Ordinal)
    {
        ["data for signing in"] = new() { Type = "webauthn.get" }, // 7
        ["a challenge of its own"] = new() { Challenge = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA" }, // 8
        ["another origin"] = new() { Origin = "https://evil.example" }, // 9
        ["an origin below ours"] = new() { Origin = "https://localhost.evil.example" },
        ["a frame in another site"] = new() { TopOrigin = "https://evil.example" }, // 10, 11
        ["another domain"] = new() { Domain = "evil.example" }, // 14
        ["nobody present"] = new() { IsUserPresent = false }, // 15
        ["nobody verified"] = new() { IsUserVerified = false }, // 16
    };

    [Fact]
    public async Task The_passkey_completes_the_sign_in_with_two_factors_and_is_the_second_step_of_the_next()
    {
        var (name, browser) = await HalfSignedInAsync();
        using var device = new SoftwareAuthenticator(_provider.Issuer);

        await browser.SubmitAsync(("credential", device.Create(await _provider.OptionsAsync(browser, EnrolmentOptions))));

        var claims = await _provider.IdTokenAsync(browser);
        Assert.Equal("aal2", claims.GetProperty("acr").GetString());
        Assert.Equal(["pwd", "hwk", "user", "mfa"], claims.GetProperty("amr").EnumerateArray().Select(method => method.GetString()));
        var letter = await _provider.MailAsync($"{name}@example.com", "A passkey was added");
        Assert.Contains("127.0.0.1", letter.Text, StringComparison.Ordinal);

        using var next = await BeginAsync(name);
        Assert.Equal("/second-step/passkey", next.Location.AbsolutePath);
        await next.SubmitAsync(("credential", device.Get(await _provider.OptionsAsync(next, "/passkeys/second-step-options"))));
        Assert.Equal("aal2", (await _provider.IdTokenAsync(next)).GetProperty("acr").GetString());
    }

    [Fact]
    public async Task A_role_that_requires_a_second_factor_offers_it_before_anybody_is_signed_in()
    {
        var name = await _provider.RegisterAsync($"enrols{Interlocked.Increment(ref _count)}");
        await GiveStrictRoleAsync(name);
        using var browser = _provider.NewBrowser();
        await browser.OpenAsync($"{_provider.Issuer}/sign-in?returnUrl=%2Faccount");
        await browser.SubmitAsync(("UserName", name), ("Password", Demo.OwnPassword));
        Assert.Equal("/second-step/set-up", browser.Location.AbsolutePath);
        await browser.OpenAsync(browser.Page.QuerySelector($"a[href='{EnrolmentPage}']")!.GetAttribute("href")!);
        using var device = new SoftwareAuthenticator(_provider.Issuer);

        await browser.SubmitAsync(("credential", device.Create(await _provider.OptionsAsync(browser, EnrolmentOptions))));

        Assert.Equal("/account", browser.Location.AbsolutePath);
        await browser.OpenAsync("/account/passkeys");
        Assert.Single(browser.Page.QuerySelectorAll(".item"));
    }

    [Theory, MemberData(nameof(Wrongs))]
    public async Task A_wrong_answer_makes_nothing_and_the_next_try_works(string what)
    {
        var (_, browser) = await HalfSignedInAsync();
        using var device = new SoftwareAuthenticator(_provider.Issuer);

        using var wrong = await EnrolAsync(browser, device.Create(await _provider.OptionsAsync(browser, EnrolmentOptions), WrongAnswers[what]));
        Assert.Equal(HttpStatusCode.OK, wrong.StatusCode);
        Assert.Contains("was not added", await wrong.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.False(wrong.HasSession());

        using var right = await EnrolAsync(browser, device.Create(await _provider.OptionsAsync(browser, EnrolmentOptions)));
        Assert.True(right.HasSession());
    }

    [Fact]
    public async Task The_options_of_another_half_sign_in_are_answered_by_none()
    {
        var (name, browser) = await HalfSignedInAsync();
        var (_, other) = await HalfSignedInAsync();
        using var device = new SoftwareAuthenticator(_provider.Issuer);
        var answer = device.Create(await _provider.OptionsAsync(browser, EnrolmentOptions));

        using var otherPerson = await EnrolAsync(other, answer);
        using var otherBrowser = await BeginAsync(name);
        await otherBrowser.OpenAsync($"{_provider.Issuer}{EnrolmentPage}");
        using var samePerson = await EnrolAsync(otherBrowser, answer);
        await BeginAsync(name, browser); // the same person in the same browser, once more
        await browser.OpenAsync($"{_provider.Issuer}{EnrolmentPage}");
        using var sameBrowser = await EnrolAsync(browser, answer);

        Assert.Equal((false, false, false), (otherPerson.HasSession(), samePerson.HasSession(), sameBrowser.HasSession()));
        Assert.Equal(0, await PasskeysOfAsync(name));
    }

    [Fact]
    public async Task A_challenge_of_another_purpose_is_not_taken_for_this_one()
    {
        var name = await _provider.RegisterAsync($"enrols{Interlocked.Increment(ref _count)}");
        using var browser = await _provider.SignInAsync(name);
        await browser.OpenAsync("/account/passkeys");
        using var device = new SoftwareAuthenticator(_provider.Issuer);
        var forTheAccount = device.Create(await _provider.OptionsAsync(browser, PasskeyBrowsing.RegistrationOptions));
        await BeginAsync(name, browser, "&prompt=login");
        await browser.OpenAsync($"{_provider.Issuer}{EnrolmentPage}");

        using var enrolled = await EnrolAsync(browser, forTheAccount);
        var forTheSignIn = device.Create(await _provider.OptionsAsync(browser, EnrolmentOptions));
        using var added = await _provider.PostAsync(
            browser, "/account/passkeys", ("credential", forTheSignIn), ("__RequestVerificationToken", browser.Token()));

        Assert.Contains("was not added", await enrolled.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains("was not added", await added.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(0, await PasskeysOfAsync(name));
    }

    [Fact]
    public async Task An_answer_counts_once_also_when_it_comes_many_times_at_once()
    {
        var (name, browser) = await HalfSignedInAsync();
        using var device = new SoftwareAuthenticator(_provider.Issuer);
        var answer = device.Create(await _provider.OptionsAsync(browser, EnrolmentOptions));

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => SignsInAsync(browser, answer)));
        using var replayed = await EnrolAsync(browser, answer);

        Assert.Single(outcomes, signedIn => signedIn);
        Assert.False(replayed.HasSession());
        Assert.Equal(1, await PasskeysOfAsync(name));
    }

    [Fact]
    public async Task Of_two_who_know_the_password_one_sets_the_first_factor_up()
    {
        var (name, owner) = await HalfSignedInAsync();
        using var thief = await BeginAsync(name);
        await thief.OpenAsync($"{_provider.Issuer}{EnrolmentPage}");
        using var hers = new SoftwareAuthenticator(_provider.Issuer);
        using var his = new SoftwareAuthenticator(_provider.Issuer);
        var answers = new[]
        {
            (owner, hers.Create(await _provider.OptionsAsync(owner, EnrolmentOptions))),
            (thief, his.Create(await _provider.OptionsAsync(thief, EnrolmentOptions))),
        };

        var outcomes = await Task.WhenAll(answers.Select(answer => SignsInAsync(answer.Item1, answer.Item2)));

        Assert.Single(outcomes, signedIn => signedIn);
        Assert.Equal(1, await PasskeysOfAsync(name));
    }

    [Fact]
    public async Task Without_a_sign_in_that_waits_there_is_nothing_to_make()
    {
        using var stranger = await _provider.OnSignInPageAsync();
        using var options = await _provider.AskForOptionsAsync(stranger, EnrolmentOptions);
        using var posted = await EnrolAsync(stranger, "{}");
        Assert.Equal(HttpStatusCode.Forbidden, options.StatusCode);
        Assert.Equal(("/sign-in", false), (posted.Headers.Location?.ToString(), posted.HasSession()));
        await stranger.OpenAsync($"{_provider.Issuer}{EnrolmentPage}");
        Assert.Equal("/sign-in", stranger.Location.AbsolutePath);

        using var signedIn = await _provider.SignInAsync("alice");
        await signedIn.OpenAsync("/account/passkeys");
        using var none = await _provider.AskForOptionsAsync(signedIn, EnrolmentOptions);
        Assert.Equal(HttpStatusCode.Forbidden, none.StatusCode);
    }

    [Fact]
    public async Task Who_has_a_second_factor_shows_it_instead_of_making_another()
    {
        using var person = await TwoStepPerson.MakeAsync(_provider, $"enrols{Interlocked.Increment(ref _count)}");
        using var thief = await person.BeginAsync(); // knows the password
        using var options = await _provider.AskForOptionsAsync(thief, EnrolmentOptions);
        using var posted = await EnrolAsync(thief, "{}");
        Assert.Equal(HttpStatusCode.Forbidden, options.StatusCode);
        Assert.Equal(("/second-step", false), (posted.Headers.Location?.ToString(), posted.HasSession()));
    }

    [Fact]
    public async Task Neither_options_nor_passkey_without_the_token_of_the_form()
    {
        var (name, browser) = await HalfSignedInAsync();
        using var device = new SoftwareAuthenticator(_provider.Issuer);
        using var options = await _provider.AskForOptionsAsync(browser, EnrolmentOptions, token: "x");
        var answer = device.Create(await _provider.OptionsAsync(browser, EnrolmentOptions));
        using var posted = await _provider.PostAsync(browser, EnrolmentPage, ("credential", answer));
        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.BadRequest), (options.StatusCode, posted.StatusCode));
        Assert.Equal(0, await PasskeysOfAsync(name));
    }

    /// <summary>A person of the test's own whose password is proved, on the page where a passkey is made.</summary>
    private async Task<(string Name, ScriptlessBrowser Browser)> HalfSignedInAsync()
    {
        var name = await _provider.RegisterAsync($"enrols{Interlocked.Increment(ref _count)}");
        var browser = await BeginAsync(name);
        Assert.Equal("/second-step/set-up", browser.Location.AbsolutePath);
        await browser.OpenAsync($"{_provider.Issuer}{EnrolmentPage}");
        Assert.Equal(EnrolmentPage, browser.Location.AbsolutePath);
        return (name, browser);
    }

    private async Task<ScriptlessBrowser> BeginAsync(string name, ScriptlessBrowser? browser = null, string more = "")
    {
        browser ??= _provider.NewBrowser();
        await browser.OpenAsync(_provider.Authorize("house", more: Essential + more));
        await browser.SubmitAsync(("UserName", name), ("Password", Demo.OwnPassword));
        return browser;
    }

    private Task<HttpResponseMessage> EnrolAsync(ScriptlessBrowser browser, string answer) => _provider.PostAsync(
        browser, EnrolmentPage, ("credential", answer), ("__RequestVerificationToken", browser.Token()));

    private async Task<bool> SignsInAsync(ScriptlessBrowser browser, string answer)
    {
        using var outcome = await EnrolAsync(browser, answer);
        Assert.True((int)outcome.StatusCode < 500, outcome.StatusCode.ToString());
        return outcome.HasSession();
    }

    private async Task<int> PasskeysOfAsync(string name)
    {
        await using var scope = _provider.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IdentityDb>();
        return await db.Set<IdentityUserPasskey<Guid>>().CountAsync(row => db.Set<User>().Any(user => user.Id == row.UserId && user.UserName == name));
    }

    private async Task GiveStrictRoleAsync(string name)
    {
        await using var scope = _provider.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IdentityDb>();
        var now = TimeProvider.System.GetUtcNow();
        var role = new Role
        {
            Id = Guid.CreateVersion7(now),
            Name = $"strict-{name}",
            NormalizedName = $"STRICT-{name.ToUpperInvariant()}",
            RequiresSecondFactor = true,
            CreatedAt = now,
            UpdatedAt = now,
        };
        db.Add(role);
        db.Add(new IdentityUserRole<Guid> { UserId = (await db.Set<User>().SingleAsync(user => user.UserName == name)).Id, RoleId = role.Id });
        await db.SaveChangesAsync();
    }
}
