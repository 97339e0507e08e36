using EndToEnd.Tests.Pages;
using Microsoft.Playwright;
using TestKit.Product;

namespace EndToEnd.Tests.Samples;

/// <summary>The browser app that the README shows: npm's oidc-client-ts in Chromium.</summary>
[Trait("drives", "browser")]
[Collection(nameof(SampleApps))]
public sealed class SpaTests(SampleApps samples, Chromium chromium) : IClassFixture<Chromium>
{
    private static readonly string Images = Path.Combine(
        SourceTree.Root, Environment.GetEnvironmentVariable("UPDATE_IMAGES") == "1" ? "docs" : "artifacts", "images");

    [Fact]
    public async Task A_person_signs_in_changes_the_profile_renews_and_signs_out()
    {
        var page = await chromium.NewPageAsync();
        await SignInAsync(page, "alice");
        Assert.Equal(samples.Spa + "/", page.Url); // no code stays in the address

        var bio = $"Reads on trains, {Guid.CreateVersion7(TimeProvider.System.GetUtcNow()):N}";
        await page.FillAsync("[name=bio]", bio);
        await page.ClickAsync("#profile button");
        await ExpectStatusAsync(page, "Saved.");
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator("[name=bio]")).ToHaveValueAsync(bio);

        var before = await AccessTokenAsync(page);
        await page.ClickAsync("#renew");
        await ExpectStatusAsync(page, "Renewed.");
        Assert.NotEqual(before, await AccessTokenAsync(page));

        await page.ClickAsync("#sign-out");
        await page.Locator("#sign-in").WaitForAsync();
        Assert.Equal(samples.Spa + "/", page.Url);
        await page.ClickAsync("#sign-in"); // the provider has forgotten the person too
        await page.Locator("[name=Password]").WaitForAsync();
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_change_that_somebody_else_made_meanwhile_is_not_overwritten()
    {
        var (first, second) = (await chromium.NewPageAsync(), await chromium.NewPageAsync());
        await SignInAsync(first, "bob");
        await SignInAsync(second, "bob");

        await first.FillAsync("[name=bio]", "The first");
        await first.ClickAsync("#profile button");
        await ExpectStatusAsync(first, "Saved.");
        await second.FillAsync("[name=bio]", "The second");
        await second.ClickAsync("#profile button");
        await Assertions.Expect(second.Locator("#status")).ToContainTextAsync("It was not saved");

        await first.ReloadAsync();
        await Assertions.Expect(first.Locator("[name=bio]")).ToHaveValueAsync("The first");
        await first.Context.CloseAsync();
        await second.Context.CloseAsync();
    }

    [Theory]
    [InlineData("light", ColorScheme.Light, 1280)]
    [InlineData("dark", ColorScheme.Dark, 1280)]
    [InlineData("phone", ColorScheme.Light, 320)]
    public async Task The_sample_is_sound_in_light_and_dark_and_on_a_phone(string variant, ColorScheme scheme, int width)
    {
        var page = await chromium.NewPageAsync(scheme, width);
        var complaints = new List<string>();
        page.PageError += (_, error) => complaints.Add(error);
        await page.GotoAsync(samples.Spa);
        await page.Locator("#sign-in").WaitForAsync();
        await LookAsync(page, $"spa-welcome-{variant}", width);
        await SignInAsync(page, "admin");
        await LookAsync(page, $"spa-{variant}", width);
        Assert.Empty(complaints);
        await page.Context.CloseAsync();
    }

    private async Task SignInAsync(IPage page, string userName)
    {
        await page.GotoAsync(samples.Spa);
        await page.ClickAsync("#sign-in");
        await page.FillAsync("[name=UserName]", userName);
        await page.FillAsync("[name=Password]", "Pass123$");
        await page.ClickAsync("button[type=submit].button-primary");

        var allow = page.Locator("button[name=decision][value=allow]");
        var profile = page.Locator("#profile");
        await allow.Or(profile).First.WaitForAsync();
        if (await allow.IsVisibleAsync()) await allow.ClickAsync(); // asked once
        await profile.WaitForAsync();
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
    }

    private static Task ExpectStatusAsync(IPage page, string text) => Assertions.Expect(page.Locator("#status")).ToHaveTextAsync(text);

    private static Task<string> AccessTokenAsync(IPage page) => page.EvaluateAsync<string>(
        "JSON.parse(Object.entries(sessionStorage).find(([key]) => key.startsWith('oidc.user:'))[1]).access_token");

    private static async Task LookAsync(IPage page, string name, int width)
    {
        Directory.CreateDirectory(Images);
        await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Images, $"{name}.png"), FullPage = true });
        Assert.Empty(await Axe.FindAsync(page));
        Assert.True(await page.EvaluateAsync<int>("document.documentElement.scrollWidth") <= width, $"{name} is wider than {width} px.");
    }
}
