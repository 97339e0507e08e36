using System.Text;
using IdentityProvider.Branding;
using Microsoft.Extensions.Configuration;
using ServiceDefaults.Configuration;

namespace IdentityProvider.Tests.Branding;

public sealed class BrandBookTests
{
    [Theory]
    [InlineData("Branding:PrimaryColour", "#ffcc00",
        "The setting Branding:PrimaryColour is #ffcc00: on the background #f3f5f3 its contrast is 1.4:1, and text needs 4.5:1. Choose a darker colour.")]
    [InlineData("Branding:PrimaryColourDark", "#0b6b53",
        "The setting Branding:PrimaryColourDark is #0b6b53: on the background #1a2420 its contrast is 2.5:1, and text needs 4.5:1. Choose a lighter colour.")]
    [InlineData("Branding:Clients:shop:PrimaryColour", "yellow", "The setting Branding:Clients:shop:PrimaryColour is \"yellow\": write a colour as #0b6b53.")]
    [InlineData("Branding:AccentColour", "url(x)", "The setting Branding:AccentColour is \"url(x)\": write a colour as #0b6b53.")]
    [InlineData("Branding:TermsUrl", "javascript:alert(1)",
        "The setting Branding:TermsUrl is \"javascript:alert(1)\": write an address that begins with https://.")]
    [InlineData("Branding:SupportUrl", "http://help.example/",
        "The setting Branding:SupportUrl is \"http://help.example/\": write an address that begins with https:// or mailto:.")]
    [InlineData("Branding:Name", "", "The setting Branding:Name must have 1 to 40 characters, in one line.")]
    [InlineData("Branding:LogoFile", "/no/such/logo.png", "The setting Branding:LogoFile is \"/no/such/logo.png\", and there is no such file.")]
    public void A_setting_that_cannot_be_stops_the_start_with_a_sentence(string key, string value, string sentence) =>
        Assert.Equal(sentence, Assert.Throws<StartupFailure>(() => Read((key, value))).Message);

    [Theory]
    [InlineData("GIF89a", "which is no PNG, JPEG, WebP or SVG picture")]
    [InlineData("<html><svg></svg></html>", "which is no PNG, JPEG, WebP or SVG picture")]
    [InlineData(null, "a logo has at most 64 KB")]
    public void A_file_that_is_no_logo_is_refused_whatever_it_is_called(string? content, string sentence) => WithFile(
        content is null ? new byte[65 * 1024] : Encoding.ASCII.GetBytes(content),
        path => Assert.Contains(sentence, Assert.Throws<StartupFailure>(() => Read(("Branding:LogoFile", path))).Message, StringComparison.Ordinal));

    [Fact]
    public void A_logo_is_known_by_what_is_in_it() => WithFile(
        "<svg xmlns=\"http://www.w3.org/2000/svg\"/>"u8.ToArray(),
        path =>
        {
            var brands = Read(("Branding:LogoFile", path));
            Assert.EndsWith(".svg", brands.Own.Logo, StringComparison.Ordinal);
            Assert.Equal("image/svg+xml", brands.Find(Path.GetFileName(brands.Own.Logo!))!.MediaType);
        });

    [Fact]
    public void An_app_has_what_is_set_for_it_and_else_what_is_set_for_all()
    {
        var brands = Read(
            ("Branding:Name", "Acme"), ("Branding:TermsUrl", "https://acme.example/terms"), ("Branding:PrimaryColour", "#1d4ed8"),
            ("Branding:Clients:shop:Name", "Acme Shop"), ("Branding:Clients:shop:PrimaryColour", "#b91c1c"));

        var shop = brands.Of("shop");
        Assert.Equal(("Acme Shop", "https://acme.example/terms"), (shop.Name, shop.TermsUrl));
        Assert.Contains("--accent: #b91c1c;", Sheet(brands, shop.Sheet), StringComparison.Ordinal);
        Assert.Same(brands.Own, brands.Of("another"));
        Assert.Contains("--accent: #1d4ed8;", Sheet(brands, brands.Own.Sheet), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_settings_nothing_is_added() => Assert.Equal(new Ui.Brands.Brand(), Read().Own);

    private static string Sheet(BrandBook brands, string? address) => Encoding.UTF8.GetString(brands.Find(Path.GetFileName(address!))!.Content);

    private static BrandBook Read(params (string Key, string Value)[] settings) => BrandBook.Read(new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value))).Build());

    private static void WithFile(byte[] content, Action<string> test)
    {
        var folder = Directory.CreateTempSubdirectory("branding-tests-");
        try
        {
            var path = Path.Combine(folder.FullName, "logo.png");
            File.WriteAllBytes(path, content);
            test(path);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
