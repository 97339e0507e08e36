using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Html.Parser;
using IdentityProvider.Tests.Hosting;

namespace IdentityProvider.Tests.Pages;

/// <summary>What a browser with an empty cache loads for the sign-in page.</summary>
[Collection(PagesOfOneProvider.Name)]
public sealed partial class PageWeightTests(SharedProvider shared)
{
    private const int Most = 60 * 1024;

    [Fact]
    public async Task The_sign_in_page_weighs_less_than_60_KB_in_all()
    {
        using var client = shared.Provider.NewClient();
        client.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("text/html"));
        client.DefaultRequestHeaders.AcceptEncoding.Add(new StringWithQualityHeaderValue("gzip")); // as every browser
        var page = await client.GetByteArrayAsync("/sign-in");
        var document = await new HtmlParser().ParseDocumentAsync(Encoding.UTF8.GetString(page));
        var sizes = new Dictionary<string, int> { ["/sign-in"] = page.Length };

        var parts = document.QuerySelectorAll("link[rel=stylesheet], link[rel=icon]").Select(link => link.GetAttribute("href"))
            .Concat(document.QuerySelectorAll("script[src], img[src]").Select(element => element.GetAttribute("src")));
        foreach (var part in parts.Distinct()) await LoadAsync(client, sizes, new Uri(client.BaseAddress!, part));

        Assert.True(sizes.Count > 4, "The page has no parts.");
        Assert.True(sizes.Values.Sum() < Most, string.Join('\n', sizes.OrderByDescending(size => size.Value).Select(size => $"{size.Value} {size.Key}")));
    }

    private static async Task LoadAsync(HttpClient client, Dictionary<string, int> sizes, Uri address)
    {
        if (sizes.ContainsKey(address.AbsolutePath)) return;
        using var answer = await client.GetAsync(address);
        answer.EnsureSuccessStatusCode();
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        sizes[address.AbsolutePath] = answer.Content.Headers.ContentEncoding.Contains("gzip") ? bytes.Length : Compressed(bytes);
        if (!address.AbsolutePath.EndsWith(".css", StringComparison.Ordinal)) return;
        foreach (var inner in Inner().Matches(await TextAsync(answer.Content, bytes)).Select(match => match.Groups[1].Value))
            await LoadAsync(client, sizes, new Uri(address, inner));
    }

    /// <summary>Files of a published app lie compressed beside each other; an app that runs from its sources may send them as they are.</summary>
    private static int Compressed(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true)) gzip.Write(bytes);
        return (int)packed.Length;
    }

    private static async Task<string> TextAsync(HttpContent content, byte[] bytes)
    {
        if (!content.Headers.ContentEncoding.Contains("gzip")) return Encoding.UTF8.GetString(bytes);
        await using var unpacked = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress);
        using var reader = new StreamReader(unpacked);
        return await reader.ReadToEndAsync();
    }

    [GeneratedRegex("""url\(["']?([^"')]+)["']?\)""")]
    private static partial Regex Inner();
}
