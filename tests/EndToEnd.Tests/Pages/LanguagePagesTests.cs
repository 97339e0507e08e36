using EndToEnd.Tests.Product;
using Microsoft.Playwright;
using TestKit.Product;

namespace EndToEnd.Tests.Pages;

/// <summary>Pages in other languages: longer words, no spaces, the other direction. The pseudo-locale stands for every translation that is
/// longer than English.</summary>
[Collection(nameof(WholeProduct))]
public sealed class LanguagePagesTests(WholeProduct product, Chromium chromium) : IClassFixture<Chromium>
{
    private static readonly string Images = Path.Combine(
        SourceTree.Root, Environment.GetEnvironmentVariable("UPDATE_IMAGES") == "1" ? "docs" : "artifacts", "images");

    /// <summary>Controls whose text does not fit, and whatever reaches beyond the screen.</summary>
    private const string Clipped =
        """
        () => [...document.querySelectorAll('button, .button, label, h1, h2, legend, summary, .sidenav-link, .alert, .hint')]
          .filter(element => element.checkVisibility() && !element.closest('.visually-hidden'))
          .filter(element => {
            const box = element.getBoundingClientRect();
            return element.scrollWidth > element.clientWidth + 1 && getComputedStyle(element).display !== 'inline'
              || box.left < -1 || box.right > innerWidth + 1;
          })
          .map(element => element.outerHTML.slice(0, 160))
          .concat(document.documentElement.scrollWidth > innerWidth ? [`the page is ${document.documentElement.scrollWidth} px wide`] : [])
        """;

    /// <summary>Text without the accents and brackets of the pseudo-locale came from no resource. Languages are named in themselves.</summary>
    private const string Unaccented =
        """
        () => {
          const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = [];
          while (texts.nextNode()) {
            const text = texts.currentNode.data.trim();
            if (/\p{L}{2}/u.test(text) && !text.startsWith('[') && !texts.currentNode.parentElement.closest('.languages, script')) found.push(text);
          }
          return found;
        }
        """;

    [Theory]
    [InlineData("sign-in")]
    [InlineData("sign-in-refused")]
    [InlineData("register-refused")]
    [InlineData("consent")]
    [InlineData("device-asks")]
    [InlineData("select-account")]
    [InlineData("sign-out")]
    [InlineData("account")]
    [InlineData("account-devices")]
    [InlineData("account-data")]
    public async Task No_control_is_clipped_by_longer_words_on_a_small_screen_or_with_twice_the_letters(string name)
    {
        var page = await OpenAsync(name, "qps-ploc", 320, 640);
        Assert.Empty(await page.EvaluateAsync<string[]>(Clipped));

        await page.SetViewportSizeAsync(640, 800); // WCAG 2.2 §1.4.4: 1280 pixels at 200 %
        await page.EvaluateAsync("document.documentElement.style.fontSize = '200%'");
        Assert.Empty(await page.EvaluateAsync<string[]>(Clipped));
        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData("sign-in-refused")]
    [InlineData("register-refused")]
    public async Task Every_word_comes_from_resources(string name)
    {
        var page = await OpenAsync(name, "qps-ploc", 1280, 800);
        Assert.Empty(await page.EvaluateAsync<string[]>(Unaccented));
        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData("sign-in-refused", "ar", "rtl", 1280)]
    [InlineData("consent", "ar", "rtl", 1280)]
    [InlineData("account", "ar", "rtl", 1280)]
    [InlineData("account", "ar", "rtl", 320)]
    [InlineData("sign-in", "zh-Hans", "ltr", 1280)]
    [InlineData("consent", "zh-Hans", "ltr", 320)]
    [InlineData("account", "de", "ltr", 320)]
    public async Task A_page_is_sound_in_the_other_direction_and_in_another_script(string name, string language, string direction, int width)
    {
        var page = await OpenAsync(name, language, width, 800);
        Assert.Equal(direction, await page.EvaluateAsync<string>("getComputedStyle(document.body).direction"));
        Assert.Equal(language, await page.EvaluateAsync<string>("document.documentElement.lang"));

        Directory.CreateDirectory(Images);
        await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Images, $"{name}-{language}-{width}.png"), FullPage = true });
        Assert.Empty(await page.EvaluateAsync<string[]>(Clipped));
        Assert.Empty(await Axe.FindAsync(page));
        await page.Context.CloseAsync();
    }

    /// <summary>In a browser in which this language was chosen.</summary>
    private async Task<IPage> OpenAsync(string name, string language, int width, int height)
    {
        var page = await chromium.NewPageAsync(ColorScheme.Light, width, height);
        await page.Context.AddCookiesAsync([new Cookie { Name = "__Host-language", Value = language, Url = product.Installation.Issuer, Secure = true }]);
        await PageUnderTest.All.Single(candidate => candidate.Name == name).OpenAsync(product, page);
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        return page;
    }
}
