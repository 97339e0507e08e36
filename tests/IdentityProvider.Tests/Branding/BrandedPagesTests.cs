using System.Net;
using IdentityProvider.Tests.Hosting;

namespace IdentityProvider.Tests.Branding;

/// <summary>A host with a brand of its own, and another for the way to one app.</summary>
public sealed class BrandedPagesTests : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("branding-tests-");
    private Provider _provider = null!;

    public async ValueTask InitializeAsync()
    {
        var logo = Path.Combine(_folder.FullName, "logo.svg");
        await File.WriteAllTextAsync(logo, "<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>");
        _provider = await Provider.StartAsync(
            ("Branding:Name", "Acme"), ("Branding:LogoFile", logo), ("Branding:PrimaryColour", "#1d4ed8"),
            ("Branding:PrivacyUrl", "https://acme.example/privacy"),
            ("Branding:Clients:garden:Name", "Acme Garden"), ("Branding:Clients:garden:PrimaryColour", "#b91c1c"));
    }

    public async ValueTask DisposeAsync()
    {
        await _provider.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Pages_have_the_name_the_logo_the_colours_and_the_links()
    {
        using var browser = _provider.NewBrowser();
        await browser.OpenAsync($"{_provider.Issuer}/sign-in");
        Assert.Equal("Sign in · Acme", browser.Page.Title);
        Assert.NotNull(browser.Page.QuerySelector(".footer a[href='https://acme.example/privacy']"));

        using var client = _provider.NewClient();
        using var sheet = await client.GetAsync(browser.Page.QuerySelector("link[href^='/branding/']")!.GetAttribute("href"));
        Assert.Equal("text/css", sheet.Content.Headers.ContentType?.MediaType);
        Assert.Contains("immutable", sheet.Headers.CacheControl?.ToString(), StringComparison.Ordinal);
        Assert.Contains("--accent: #1d4ed8;", await sheet.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_logo_opened_by_itself_runs_nothing()
    {
        using var client = _provider.NewClient();
        using var browser = _provider.NewBrowser();
        await browser.OpenAsync($"{_provider.Issuer}/sign-in");
        using var logo = await client.GetAsync(browser.Page.QuerySelector("img.brand-logo")!.GetAttribute("src"));
        Assert.Equal("image/svg+xml", logo.Content.Headers.ContentType?.MediaType);
        Assert.Equal("default-src 'none'; frame-ancestors 'none'", logo.Headers.GetValues("Content-Security-Policy").Single());
        Assert.Equal("nosniff", logo.Headers.GetValues("X-Content-Type-Options").Single());
    }

    [Fact]
    public async Task On_the_way_to_an_app_its_own_brand_is_shown()
    {
        using var browser = _provider.NewBrowser();
        await browser.OpenAsync(_provider.Authorize("garden"));
        Assert.Equal("Sign in · Acme Garden", browser.Page.Title);
        await browser.OpenAsync(_provider.Authorize("house"));
        Assert.Equal("Sign in · Acme", browser.Page.Title);
    }

    [Theory]
    [InlineData("/branding/")]
    [InlineData("/branding/0123456789abcdef.css")]
    [InlineData("/branding/..%2f..%2fmaster.key")]
    public async Task Nothing_else_is_served_there(string path)
    {
        using var client = _provider.NewClient();
        using var answer = await client.GetAsync(path);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }
}
