using System.Text.Json;
using EndToEnd.Tests.Product;
using Microsoft.Playwright;

namespace EndToEnd.Tests.Pages;

/// <summary>axe-core with the rules of WCAG 2.2 AA, none switched off.</summary>
internal static class Axe
{
    private static readonly Lazy<string> Source = new(() => File.ReadAllText(Path.Combine(WholeProduct.Folder, "node_modules", "axe-core", "axe.min.js")));

    /// <summary>What it finds on the page as it stands, a line for each violation.</summary>
    public static async Task<IReadOnlyList<string>> FindAsync(IPage page)
    {
        await page.EvaluateAsync(Source.Value);
        var json = await page.EvaluateAsync<string>(
            """
            async () => {
              const found = await axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] });
              return JSON.stringify(found.violations.map(rule => `${rule.id}: ${rule.help}: ${rule.nodes.map(node => node.html).slice(0, 3).join(' | ')}`));
            }
            """);
        return JsonSerializer.Deserialize<string[]>(json)!;
    }
}
