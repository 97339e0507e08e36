using System.Globalization;
using IdentityProvider.Consent;
using OidcEngine.Clients;

namespace IdentityProvider.Tests.Consent;

public sealed class ClientNameTests
{
    [Theory]
    [InlineData("Garden Planner", "Garden Planner")]
    [InlineData("  Garden \t\r\n Planner ", "Garden Planner")]
    [InlineData("\u202EknaB ruoY\u202C", "knaB ruoY")] // right-to-left override
    [InlineData("Pay\u200B\u2060\uFEFFPal\u0000", "PayPal")] // zero width space, word joiner, byte order mark, NUL
    [InlineData("a\u0301\u0302\u0303\u0304\u0305b", "\u00E1\u0302\u0303b")] // marks piled up over other lines
    [InlineData("<b>x</b>", "<b>x</b>")] // the page encodes it
    [InlineData("مخطط الحديقة", "مخطط الحديقة")]
    public void Nothing_in_a_name_hides_or_turns_the_reading_around(string name, string shown) => Assert.Equal(shown, ClientName.Plain(name));

    [Fact]
    public void A_very_long_name_is_cut() => Assert.Equal(new string('x', 60) + "…", ClientName.Plain(new string('x', 100_000)));

    [Theory]
    [InlineData("Pаypal")] // a Cyrillic а
    [InlineData("Gοοgle")] // Greek omicrons
    [InlineData("\u200B")]
    [InlineData("")]
    public void An_app_that_registered_itself_borrows_no_letters_to_look_like_another(string name) =>
        Assert.Equal("s6BhdRkqt3", ClientName.Of(new Client { ClientId = "s6BhdRkqt3", ClientName = name, RegisteredDynamically = true }));

    [Theory] // RFC 7591 §2.2
    [InlineData("de", "Gartenplaner")]
    [InlineData("fr", "Plan du jardin")]
    [InlineData("zh-Hans", "花园")]
    [InlineData("es", "Garden Planner")]
    public void An_app_is_named_in_the_language_of_the_page(string language, string shown)
    {
        var before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
        try
        {
            var client = new Client
            {
                ClientId = "garden",
                ClientName = "Garden Planner",
                LocalisedNames = new Dictionary<string, string> { ["de"] = "Garten\u202Eplaner", ["fr-CA"] = "Plan du jardin", ["zh"] = "花园" },
            };
            Assert.Equal(shown, ClientName.Of(client));
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }

    [Fact]
    public void An_administrators_app_is_called_what_they_call_it() =>
        Assert.Equal("Ω-Box", ClientName.Of(new Client { ClientId = "box", ClientName = "Ω-Box" }));
}
