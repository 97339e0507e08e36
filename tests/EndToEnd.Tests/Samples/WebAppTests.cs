using System.Net;
using EndToEnd.Tests.Pages;
using Microsoft.Playwright;
using TestKit.Ports;
using TestKit.Product;

namespace EndToEnd.Tests.Samples;

/// <summary>The app with a server, in Chromium: what the sign-in gives it, and what ends it.</summary>
[Trait("drives", "browser")]
[Collection(nameof(SampleApps))]
public sealed class WebAppTests(SampleApps samples, Chromium chromium) : IClassFixture<Chromium>
{
    private static readonly string Images = Path.Combine(
        SourceTree.Root, Environment.GetEnvironmentVariable("UPDATE_IMAGES") == "1" ? "docs" : "artifacts", "images");

    [Fact]
    public async Task A_person_signs_in_sees_claims_and_profile_and_signs_out_of_everything()
    {
        var page = await chromium.NewPageAsync(script: false);
        await samples.SignInToWebAppAsync(page, "alice");
        Assert.Equal(samples.WebApp + "/me", page.Url); // where the person was going, and no code in the address
        await Assertions.Expect(page.Locator("#claims")).ToContainTextAsync("preferred_username");
        await Assertions.Expect(page.Locator("#claims")).ToContainTextAsync("alice@example.com");
        await Assertions.Expect(page.Locator("#profile")).ToContainTextAsync("alice@example.com"); // said by UserApi
        Assert.DoesNotContain("eyJ", await page.ContentAsync(), StringComparison.Ordinal); // tokens stay on the server
        var cookie = Assert.Single(await page.Context.CookiesAsync([samples.WebApp]), cookie => cookie.Name == "__Host-webapp");
        Assert.True(cookie is { HttpOnly: true, Secure: true, SameSite: SameSiteAttribute.Lax });

        await page.ClickAsync("header button");
        await ConfirmSignOutAsync(page);
        await page.WaitForURLAsync(samples.WebApp + "/signout-callback-oidc**"); // by way of the page that tells the apps
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "You are signed out" })).ToBeVisibleAsync();
        Assert.StartsWith(samples.WebApp + "/signout-callback-oidc", page.Url, StringComparison.Ordinal);
        await page.ClickAsync("main a"); // the provider has forgotten the person too
        await page.Locator("[name=Password]").WaitForAsync();
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Signing_out_at_the_provider_ends_this_session_and_no_other()
    {
        var (page, elsewhere) = (await chromium.NewPageAsync(), await chromium.NewPageAsync());
        await samples.SignInToWebAppAsync(page, "bob");
        await samples.SignInToWebAppAsync(elsewhere, "bob");
        await page.GotoAsync($"{samples.Provider}/connect/endsession");
        await page.ClickAsync("button[type=submit].button-primary");

        await page.GotoAsync(samples.WebApp); // a page that asks no API: only the logout token can have told it
        for (var attempt = 0; attempt < 40 && await page.Locator("#who").CountAsync() > 0; attempt++)
        {
            await Task.Delay(250);
            await page.ReloadAsync();
        }
        await Assertions.Expect(page.Locator("main a")).ToHaveTextAsync("Sign in");
        Assert.Contains("The provider ended session", samples.WebAppProcess.Output, StringComparison.Ordinal);
        await page.GotoAsync(samples.WebApp + "/me");
        await page.Locator("[name=Password]").WaitForAsync();

        await elsewhere.ReloadAsync();
        await Assertions.Expect(elsewhere.Locator("#who")).ToBeVisibleAsync();
        await page.Context.CloseAsync();
        await elsewhere.Context.CloseAsync();
    }

    [Fact]
    public async Task Who_takes_back_the_consent_is_signed_out_here()
    {
        var page = await chromium.NewPageAsync();
        await samples.SignInToWebAppAsync(page, "admin");
        await page.GotoAsync($"{samples.Provider}/account/apps");
        await page.ClickAsync("main a[href*='client_id=webapp']");
        await page.ClickAsync("main .button-danger");

        for (var attempt = 0; attempt < 28 && page.Url != samples.WebApp + "/?ended"; attempt++) // the API knows within 5 s
        {
            await Task.Delay(250);
            await page.GotoAsync(samples.WebApp + "/me");
        }
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("Your session has ended");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Who_declines_is_told_so_and_stays_out()
    {
        var page = await chromium.NewPageAsync();
        var name = $"decliner-{Guid.CreateVersion7(TimeProvider.System.GetUtcNow()):n}";
        await page.GotoAsync($"{samples.Provider}/register");
        await page.FillAsync("[name=UserName]", name);
        await page.FillAsync("[name=Email]", $"{name}@example.test");
        await page.FillAsync("[name=Password]", "Seedling-42!");
        await page.PressAsync("[name=Password]", "Enter");
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);

        await page.GotoAsync(samples.WebApp + "/me");
        await PageUnderTest.SubmitSignInAsync(page, name, "Seedling-42!");
        await page.ClickAsync("button[name=decision][value=deny]");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Signing in did not work" })).ToBeVisibleAsync();
        Assert.Equal(0, await page.Locator("#who").CountAsync());
        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData("/signin-oidc")]
    [InlineData("/signin-oidc?code=stolen&state=invented")]
    [InlineData("/signin-oidc?error=access_denied&state=%3Cscript%3E")]
    [InlineData("/signin-oidc?code=a&code=b&state=c")]
    public async Task An_answer_that_nobody_asked_for_signs_nobody_in(string path)
    {
        using var http = samples.NewClient(samples.WebApp);
        using var answer = await http.GetAsync(path);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal("/trouble", answer.Headers.Location!.OriginalString);
        Assert.DoesNotContain(answer.Headers.TryGetValues("Set-Cookie", out var cookies) ? cookies : [], cookie => cookie.StartsWith("__Host-webapp=", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_form_on_somebody_elses_page_signs_nobody_out()
    {
        using var http = samples.NewClient(samples.WebApp);
        using var answer = await http.PostAsync("/sign-out", new FormUrlEncodedContent([]));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task A_provider_that_is_away_is_said_so()
    {
        var ports = FreePorts.Take(2);
        var address = $"https://localhost:{ports[0]}";
        await using var app = await samples.StartWebAppAsync(address, $"https://localhost:{ports[1]}");
        using var http = samples.NewClient(address);
        using var answer = await http.GetAsync("/me");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Contains("Identity does not answer", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("WebApp")]
    [InlineData("Api")]
    public async Task Without_a_certificate_a_sample_says_where_one_comes_from(string sample)
    {
        var (exitCode, output) = await SampleApps.RunToEndAsync(SampleApps.RunCommand(sample, "/nowhere", []));
        Assert.Equal(1, exitCode);
        Assert.Contains("There is no certificate /nowhere/server.crt", output, StringComparison.Ordinal);
        Assert.Contains("dotnet run --project src/AppHost", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("light", ColorScheme.Light, 1280)]
    [InlineData("dark", ColorScheme.Dark, 1280)]
    [InlineData("phone", ColorScheme.Light, 320)]
    public async Task The_sample_is_sound_in_light_and_dark_and_on_a_phone(string variant, ColorScheme scheme, int width)
    {
        var page = await chromium.NewPageAsync(scheme, width);
        var complaints = new List<string>();
        page.Console += (_, message) =>
        {
            if (message.Type == "error") complaints.Add(message.Text);
        };
        await page.GotoAsync(samples.WebApp);
        await LookAsync(page, $"webapp-welcome-{variant}", width);
        await samples.SignInToWebAppAsync(page, "alice");
        await LookAsync(page, $"webapp-{variant}", width);
        await page.GotoAsync(samples.WebApp + "/signout-callback-oidc");
        await LookAsync(page, $"webapp-signed-out-{variant}", width);
        Assert.Empty(complaints);
        await page.GotoAsync(samples.WebApp + "/no-such-page");
        await LookAsync(page, $"webapp-not-found-{variant}", width);
        await page.Context.CloseAsync();
    }

    /// <summary>Whether it is asked is the provider's choice (OpenID Connect RP-Initiated Logout 1.0 §2).</summary>
    private static async Task ConfirmSignOutAsync(IPage page)
    {
        var confirm = page.Locator("button[type=submit].button-primary");
        await confirm.Or(page.GetByRole(AriaRole.Heading, new() { Name = "You are signed out" })).First.WaitForAsync();
        if (await confirm.IsVisibleAsync()) await confirm.ClickAsync();
    }

    private static async Task LookAsync(IPage page, string name, int width)
    {
        Directory.CreateDirectory(Images);
        await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Images, $"{name}.png"), FullPage = true });
        Assert.Empty(await Axe.FindAsync(page));
        Assert.True(await page.EvaluateAsync<int>("document.documentElement.scrollWidth") <= width, $"{name} is wider than {width} px.");
    }
}
