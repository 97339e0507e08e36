using EndToEnd.Tests.Pages;
using Microsoft.Playwright;
using TestKit.Ports;

namespace EndToEnd.Tests.Samples;

/// <summary>How the app with a server hears in the browser that the person signed out at the provider, and begins a sign-in from there.</summary>
[Trait("drives", "browser")]
[Collection(nameof(SampleApps))]
public sealed class WebAppLogoutTests(SampleApps samples, Chromium chromium) : IClassFixture<Chromium>
{
    private const string Cookie = "__Host-webapp";

    private const string Ask = """
        question => new Promise(resolve => {
          const frame = document.getElementById("provider-session");
          addEventListener("message", event => { if (event.source === frame.contentWindow) resolve(event.data); });
          frame.contentWindow.postMessage(question ?? frame.dataset.question, "*");
          setTimeout(() => resolve("no answer"), 30000);
        })
        """;

    private const string Embed = """
        address => new Promise(resolve => {
          const frame = document.createElement("iframe");
          Object.assign(frame, { id: "provider-session", src: address, hidden: true, onload: () => resolve() });
          document.body.append(frame);
        })
        """;

    [Fact] // Front-Channel Logout §3: no page of the app is opened, and yet its cookie is gone
    public async Task The_frame_of_the_signed_out_page_ends_the_session_of_the_app()
    {
        var page = await chromium.NewPageAsync();
        await samples.SignInToWebAppAsync(page, "bob");
        Assert.Contains(await page.Context.CookiesAsync([samples.WebApp]), cookie => cookie.Name == Cookie);

        await SignOutAtProviderAsync(page);

        for (var look = 0; look < 240 && await HasCookieAsync(page); look++) await Task.Delay(250);
        Assert.False(await HasCookieAsync(page));
        await Assertions.Expect(page.Locator("[data-apps=closed]")).ToContainTextAsync("Sample web app");
        await page.Context.CloseAsync();
    }

    [Fact] // Session Management §3.2 and §3.3
    public async Task The_session_iframe_says_unchanged_until_the_person_signs_out_and_the_app_notices_by_itself()
    {
        var page = await chromium.NewPageAsync();
        await page.RouteAsync("**/session-watch.js", route => route.AbortAsync()); // else it would hear these answers too
        await samples.SignInToWebAppAsync(page, "bob");
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        var question = await page.GetAttributeAsync("#provider-session", "data-question");
        Assert.Equal("unchanged", await page.EvaluateAsync<string>(Ask));
        Assert.Equal("changed", await page.EvaluateAsync<string>(Ask, question!.Replace("webapp ", "spa ", StringComparison.Ordinal)));
        Assert.Equal("error", await page.EvaluateAsync<string>(Ask, "webapp"));
        Assert.Equal("error", await page.EvaluateAsync<string>(Ask, question + " "));

        await page.UnrouteAsync("**/session-watch.js");
        await page.ReloadAsync();
        await SignOutAtProviderAsync(await page.Context.NewPageAsync());
        await page.WaitForURLAsync(samples.WebApp + "/?ended");
        await page.Context.CloseAsync();
    }

    [Fact] // Session Management §4.2: a session_state is good for the origin that it was made for
    public async Task Another_origin_that_got_hold_of_the_session_state_learns_nothing()
    {
        var page = await chromium.NewPageAsync();
        await samples.SignInToWebAppAsync(page, "bob");
        var question = await page.GetAttributeAsync("#provider-session", "data-question");

        var address = $"https://localhost:{FreePorts.Take(1)[0]}";
        await using var other = await samples.StartWebAppAsync(address, samples.Provider);
        var thief = await page.Context.NewPageAsync();
        await thief.RouteAsync("**/session-watch.js", route => route.AbortAsync()); // ports share cookies: it would ask by itself
        await thief.GotoAsync(address);
        await thief.EvaluateAsync(Embed, $"{samples.Provider}/connect/checksession");
        Assert.Equal("changed", await thief.EvaluateAsync<string>(Ask, question));
        await page.Context.CloseAsync();
    }

    [Fact] // OpenID Connect Core §4
    public async Task The_list_of_apps_opens_the_app_and_signs_in_to_it()
    {
        var page = await chromium.NewPageAsync();
        await samples.SignInToWebAppAsync(page, "bob");
        await page.Context.ClearCookiesAsync(new() { Name = Cookie });

        await page.GotoAsync(samples.Provider + "/account/apps");
        await page.GetByRole(AriaRole.Link, new() { Name = "Open Sample web app" }).ClickAsync();
        await page.WaitForURLAsync(samples.WebApp + "/");
        await Assertions.Expect(page.Locator("#who")).ToBeVisibleAsync();
        await page.Context.CloseAsync();
    }

    private async Task SignOutAtProviderAsync(IPage page)
    {
        await page.GotoAsync($"{samples.Provider}/connect/endsession");
        await page.ClickAsync("button[type=submit].button-primary");
        await page.WaitForURLAsync($"{samples.Provider}/signed-out**");
    }

    private async Task<bool> HasCookieAsync(IPage page) =>
        (await page.Context.CookiesAsync([samples.WebApp])).Any(cookie => cookie.Name == Cookie);
}
