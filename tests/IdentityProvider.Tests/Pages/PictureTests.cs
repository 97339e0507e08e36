using System.Net;
using IdentityProvider.Tests.Hosting;
using TestKit.Pictures;

namespace IdentityProvider.Tests.Pages;

[Collection(PagesOfOneProvider.Name)]
public sealed class PictureTests(SharedProvider shared)
{
    private const int FiveMegabytes = 5 * 1024 * 1024;

    private readonly Provider _provider = shared.Provider;

    [Fact]
    public async Task A_picture_is_set_shown_and_removed_without_script()
    {
        await _provider.RegisterAsync("pictured");
        using var browser = await _provider.SignInAsync("pictured");
        await browser.OpenAsync($"{_provider.Issuer}/account/picture");
        Assert.Null(browser.Page.QuerySelector("main .avatar img"));

        await browser.UploadAsync("me.jpg", TestPictures.As("jpg", TestPictures.Png()));

        Assert.Contains("was changed", browser.Page.QuerySelector(".alert-success")!.TextContent, StringComparison.Ordinal);
        var source = browser.Page.QuerySelector("main .avatar img")!.GetAttribute("src");
        Assert.Matches("/v1/users/[0-9a-f-]{36}/avatar\\?v=[0-9a-f]{8}&size=256$", source);
        await browser.OpenAsync($"{_provider.Issuer}/account");
        Assert.Equal(source, browser.Page.QuerySelector("main .avatar img")!.GetAttribute("src"));

        await browser.OpenAsync($"{_provider.Issuer}/account/picture");
        await browser.SubmitAsync(browser.Page.Forms.Single(form => form.Action.Contains("Remove", StringComparison.Ordinal)));
        Assert.Contains("was removed", browser.Page.QuerySelector(".alert-success")!.TextContent, StringComparison.Ordinal);
        Assert.Null(browser.Page.QuerySelector("main .avatar img"));
    }

    public static TheoryData<string, byte[], string> Unusable => new()
    {
        { "notes.png", "hello"u8.ToArray(), "no PNG, JPEG or WebP" },
        { "drawing.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>"u8.ToArray(), "no PNG, JPEG or WebP" },
        { "bomb.png", TestPictures.PngHeader(20_000, 20_000), "20000 × 20000" },
        { "damaged.png", TestPictures.PngHeader(20, 20), "damaged" },
        { "large.png", new byte[FiveMegabytes + 1], "larger than 5 MB" },
    };

    [Theory, MemberData(nameof(Unusable))]
    public async Task What_is_no_picture_is_refused_in_words(string name, byte[] file, string words)
    {
        using var browser = await _provider.SignInAsync("alice");
        await browser.OpenAsync($"{_provider.Issuer}/account/picture");

        await browser.UploadAsync(name, file);

        Assert.Equal(HttpStatusCode.OK, browser.Status);
        Assert.Contains(words, browser.Page.QuerySelector(".alert-danger")!.TextContent, StringComparison.Ordinal);
        Assert.Null(browser.Page.QuerySelector("main .avatar img"));
    }

    [Fact]
    public async Task Pages_may_load_pictures_from_the_user_api_and_from_nowhere_else()
    {
        using var client = _provider.NewClient();
        using var answer = await client.GetAsync($"{_provider.Issuer}/sign-in");
        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("img-src 'self' data: https://localhost:3002;", policy, StringComparison.Ordinal);
    }
}
