using EndToEnd.Tests.Product;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Playwright;
using TestKit.Product;

namespace EndToEnd.Tests.Pages;

/// <summary>Pages in other languages: longer words, no spaces, the other direction. The pseudo-locale stands for every translation that is
/// longer than English.</summary>
[Trait("drives", "browser")]
[Collection(nameof(WholeProduct))]
public sealed class LanguagePagesTests(WholeProduct product, Chromium chromium) : IClassFixture<Chromium>
{
    private const string Pseudo = "qps-Ploc"; // its script in the case of scripts

    private static readonly string Images = Path.Combine(
        SourceTree.Root, Environment.GetEnvironmentVariable("UPDATE_IMAGES") == "1" ? "docs" : "artifacts", "images");

    /// <summary>Controls whose text does not fit, and whatever reaches beyond the screen.</summary>
    private const string Clipped =
        """
        () => [...document.querySelectorAll('button, .button, label, h1, h2, h3, legend, summary, dt, .sidenav-link, .alert, .hint, .badge, .error')]
          .filter(element => element.checkVisibility() && !element.closest('.visually-hidden'))
          .filter(element => {
            const box = element.getBoundingClientRect();
            return element.scrollWidth > element.clientWidth + 1 && getComputedStyle(element).display !== 'inline'
              || box.left < -1 || box.right > innerWidth + 1;
          })
          .map(element => element.outerHTML.slice(0, 160))
          .concat(document.documentElement.scrollWidth > innerWidth ? [`the page is ${document.documentElement.scrollWidth} px wide`] : [])
        """;

    /// <summary>Text without the accents and brackets of the pseudo-locale came from no resource. Languages are named in themselves; codes and
    /// times are no words.</summary>
    private const string Unaccented =
        """
        () => [...document.querySelectorAll('main, footer')].flatMap(part => {
          const texts = document.createTreeWalker(part, NodeFilter.SHOW_TEXT), found = [];
          while (texts.nextNode()) {
            const text = texts.currentNode.data.trim();
            if (/\p{L}{2}/u.test(text) && !text.startsWith('[') && !texts.currentNode.parentElement.closest('.languages, .code, time, script')) found.push(text);
          }
          return found;
        })
        """;

    [Theory]
    [InlineData("sign-in-refused")]
    [InlineData("register-refused")]
    [InlineData("forgot-password")]
    [InlineData("reset-password")]
    [InlineData("verify-email")]
    [InlineData("second-step")]
    [InlineData("second-step-set-up")]
    [InlineData("consent")]
    [InlineData("device-asks")]
    [InlineData("select-account")]
    [InlineData("sign-out")]
    [InlineData("error")]
    [InlineData("external-login")]
    [InlineData("account")]
    [InlineData("account-profile")]
    [InlineData("account-security")]
    [InlineData("account-devices")]
    [InlineData("account-apps")]
    [InlineData("account-activity")]
    [InlineData("account-preferences")]
    [InlineData("account-email-sent")]
    [InlineData("account-passkeys")]
    [InlineData("account-second-factor")]
    [InlineData("account-second-factor-recovery-codes")]
    [InlineData("account-linked-accounts")]
    [InlineData("account-data")]
    public async Task No_control_is_clipped_by_longer_words_on_a_small_screen_or_with_twice_the_letters(string name)
    {
        var page = await OpenAsync(name, Pseudo, 320, 640);
        var onPhone = await page.EvaluateAsync<string[]>(Clipped);

        await page.SetViewportSizeAsync(640, 800); // WCAG 2.2 §1.4.4: 1280 pixels at 200 %
        await page.EvaluateAsync("document.documentElement.style.fontSize = '200%'");
        var enlarged = await page.EvaluateAsync<string[]>(Clipped);
        await PictureAsync(page, $"{name}-pseudo-enlarged", "artifacts/images");
        Assert.Equal([], onPhone.Select(found => $"at 320 pixels: {found}").Concat(enlarged.Select(found => $"at 200 %: {found}")));
        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData("sign-in-refused")]
    [InlineData("register-refused")]
    [InlineData("forgot-password-sent")]
    [InlineData("verify-email-again")]
    [InlineData("second-step")]
    [InlineData("second-step-set-up")]
    [InlineData("account-passkeys-none")]
    [InlineData("account-second-factor-recovery-codes")]
    public async Task Every_word_comes_from_resources(string name)
    {
        var page = await OpenAsync(name, Pseudo, 1280, 800);
        Assert.Empty(await page.EvaluateAsync<string[]>(Unaccented));
        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData("sign-in-refused", "ar", "rtl", 1280)]
    [InlineData("register-refused", "ar", "rtl", 320)]
    [InlineData("consent", "ar", "rtl", 1280)]
    [InlineData("second-step-set-up", "ar", "rtl", 1280)]
    [InlineData("reset-password", "ar", "rtl", 320)]
    [InlineData("account", "ar", "rtl", 1280)]
    [InlineData("account", "ar", "rtl", 320)]
    [InlineData("account-security", "ar", "rtl", 1280)]
    [InlineData("account-activity", "ar", "rtl", 320)]
    [InlineData("account-second-factor-recovery-codes", "ar", "rtl", 320)]
    [InlineData("sign-in", "zh-Hans", "ltr", 1280)]
    [InlineData("consent", "zh-Hans", "ltr", 320)]
    [InlineData("account-profile", "zh-Hans", "ltr", 320)]
    [InlineData("account", "de", "ltr", 320)]
    [InlineData("account-second-factor", "de", "ltr", 320)]
    [InlineData("account-email-sent", "de", "ltr", 1280)]
    public async Task A_page_is_sound_in_the_other_direction_and_in_another_script(string name, string language, string direction, int width)
    {
        var page = await OpenAsync(name, language, width, 800);
        Assert.Equal(direction, await page.EvaluateAsync<string>("getComputedStyle(document.body).direction"));

        await PictureAsync(page, $"{name}-{language}-{width}", Images);
        Assert.Empty(await page.EvaluateAsync<string[]>(Clipped));
        Assert.Empty(await Axe.FindAsync(page));
        await page.Context.CloseAsync();
    }

    /// <summary>In a browser in which this language was chosen. A person whose profile says another one is asked for the page in this one.</summary>
    private async Task<IPage> OpenAsync(string name, string language, int width, int height)
    {
        var page = await chromium.NewPageAsync(ColorScheme.Light, width, height);
        await page.Context.AddCookiesAsync([new Cookie { Name = "__Host-language", Value = language, Url = product.Installation.Issuer, Secure = true }]);
        await PageUnderTest.All.Single(candidate => candidate.Name == name).OpenAsync(product, page);
        if (await LanguageOf(page) != language) await page.GotoAsync(QueryHelpers.AddQueryString(page.Url, "ui_locales", language));
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        Assert.Equal(language, await LanguageOf(page));
        return page;
    }

    private static Task<string> LanguageOf(IPage page) => page.EvaluateAsync<string>("document.documentElement.lang");

    private static async Task PictureAsync(IPage page, string name, string folder)
    {
        var path = Path.Combine(SourceTree.Root, folder, $"{name}.png");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await page.ScreenshotAsync(new PageScreenshotOptions { Path = path, FullPage = true });
    }
}
