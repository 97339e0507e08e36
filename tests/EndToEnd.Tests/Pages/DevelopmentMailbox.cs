using EndToEnd.Tests.Product;
using Microsoft.Playwright;

namespace EndToEnd.Tests.Pages;

/// <summary>The mails of the installation, as its page for development shows them.</summary>
internal static class DevelopmentMailbox
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    /// <summary>Waits for the letter to this address that has a link to this page, and leaves it open.</summary>
    /// <returns>Where the link leads.</returns>
    public static async Task<string> OpenLetterAsync(WholeProduct product, IPage page, string address, string path)
    {
        var link = page.Locator($"main a[href^='{product.Installation.Issuer}{path}?']").First;
        var clock = TimeProvider.System;
        for (var start = clock.GetTimestamp(); clock.GetElapsedTime(start) < Longest;)
        {
            await page.GotoAsync($"{product.Installation.Issuer}/development/mail");
            var letters = page.Locator(".item").Filter(new() { HasText = address }).Locator("a");
            foreach (var letter in await letters.EvaluateAllAsync<string[]>("links => links.map(link => link.href)"))
            {
                await page.GotoAsync(letter);
                if (await link.CountAsync() > 0) return (await link.GetAttributeAsync("href"))!;
            }
        }

        throw new TimeoutException($"No letter to {address} has a link to {path}.");
    }
}
