using EndToEnd.Tests.Product;
using Microsoft.Playwright;
using TestKit.Product;

namespace EndToEnd.Tests.Pages;

/// <summary>Every page in light, dark and on a phone: accessible, without a script error, and never wider than its screen. Each leaves its picture in
/// artifacts/images; UPDATE_IMAGES=1 writes them to docs/images instead.</summary>
[Trait("drives", "browser")]
[Collection(nameof(WholeProduct))]
public sealed class EveryPageTests(WholeProduct product, Chromium chromium) : IClassFixture<Chromium>
{
    private static readonly string Images = Path.Combine(
        SourceTree.Root, Environment.GetEnvironmentVariable("UPDATE_IMAGES") == "1" ? "docs" : "artifacts", "images");

    /// <summary>Their first screen says enough.</summary>
    private static readonly string[] LongPages = [Reference, "development-mail"];

    private const string Reference = "api-reference";

    private const string TooWide =
        """
        [...document.querySelectorAll('body *')].filter(element => element.getBoundingClientRect().right > innerWidth + 1)
          .slice(0, 8).map(element => element.outerHTML.slice(0, 120)).join(' | ')
        """;

    public static TheoryData<string> Names => [.. PageUnderTest.All.Select(page => page.Name)];

    [Theory, MemberData(nameof(Names))]
    public Task A_page_is_sound_in_light_and_dark_and_on_a_phone(string name) => Task.WhenAll( // three browsers: each waits for its page by itself
        TryAsync(name, "light", ColorScheme.Light, 1280, 800),
        TryAsync(name, "dark", ColorScheme.Dark, 1280, 800),
        TryAsync(name, "phone", ColorScheme.Light, 320, 640));

    private async Task TryAsync(string name, string variant, ColorScheme scheme, int width, int height)
    {
        var page = await chromium.NewPageAsync(scheme, width, height);
        try
        {
            var complaints = new List<string>();
            page.Console += (_, message) =>
            {
                // A refused sign-in and an error page are answers with a status of their own; the browser mentions them.
                if (message.Type == "error" && !message.Text.StartsWith("Failed to load resource: the server responded with a status of 4", StringComparison.Ordinal))
                    complaints.Add(message.Text);
            };
            page.PageError += (_, error) => complaints.Add(error);

            await PageUnderTest.All.Single(candidate => candidate.Name == name).OpenAsync(product, page);
            await page.WaitForLoadStateAsync(LoadState.NetworkIdle);

            Directory.CreateDirectory(Images);
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Images, $"{name}-{variant}.png"), FullPage = !LongPages.Contains(name) });
            if (name != Reference) // which tells of support codes itself
                Assert.Equal(name is "error" or "not-found", await page.GetByText("Support code").CountAsync() > 0); // the page, and not an error in its place
            Assert.Empty(complaints);
            Assert.Empty(await Axe.FindAsync(page));
            if (await page.EvaluateAsync<int>("document.documentElement.scrollWidth") > width)
                Assert.Fail($"{name} is wider than {width} px: {await page.EvaluateAsync<string>(TooWide)}");
        }
        finally
        {
            await page.Context.CloseAsync();
        }
    }
}
