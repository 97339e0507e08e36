using UserDirectory.Users;

namespace UserDirectory.Tests.Users;

public sealed class UserNamesTests
{
    [Theory]
    [InlineData("bob", "bob")]
    [InlineData("Ann.Lee_2-x", "Ann.Lee_2-x")]
    [InlineData("ｂｏｂ", "bob")] // full width
    [InlineData("ﬁnn", "finn")] // a ligature
    [InlineData("\u212Bsa", "\u00C5sa")] // the sign for ångström
    [InlineData("иван7", "иван7")]
    [InlineData("山田たろう", "山田たろう")]
    public void A_name_is_kept_in_its_plain_form(string typed, string kept)
    {
        Assert.Equal(kept, UserNames.Parse(typed, out var problem));
        Assert.Null(problem);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("ab")]
    [InlineData("-bob")]
    [InlineData("bob.")]
    [InlineData("bo b")]
    [InlineData("bo@b")]
    [InlineData("bob\0")]
    [InlineData("bo\u200Bb")] // invisible
    [InlineData("bo\u202Eb")] // turns the direction
    [InlineData("bоb1")] // a Cyrillic о
    [InlineData("αbcd")]
    [InlineData("bob\uD800")]
    [InlineData("٣٤٥")] // digits of another script
    [InlineData("me")]
    [InlineData("Profile")]
    [InlineData("SESSIONS")]
    [InlineData("push-tokens")]
    [InlineData("01890a5d-ac96-774b-bcce-b302099a8057")]
    [InlineData("01890a5dac96774bbcceb302099a8057")]
    public void What_is_no_name_is_refused_in_words(string? typed)
    {
        Assert.Null(UserNames.Parse(typed, out var problem));
        Assert.NotNull(problem);
    }

    [Fact]
    public void A_name_of_51_characters_is_refused()
    {
        Assert.NotNull(UserNames.Parse(new string('a', 50), out _));
        Assert.Null(UserNames.Parse(new string('a', 51), out _));
    }

    [Theory]
    [InlineData("BOB", "bob")]
    [InlineData("ſam", "sam")]
    [InlineData("ΣΟΦΟΣ", "σοφος")]
    [InlineData("ΣΟΦΟΣ", "σοφοσ")]
    [InlineData("\u212Aelvin", "kelvin")] // the sign for kelvin
    public void Spellings_of_one_name_have_one_key(string one, string other) => Assert.Equal(UserNames.Key(one), UserNames.Key(other));

    [Theory]
    [InlineData("bob", "bobo")]
    [InlineData("İdil", "idil")]
    [InlineData("straße", "strasse")]
    public void Different_names_have_different_keys(string one, string other) => Assert.NotEqual(UserNames.Key(one), UserNames.Key(other));
}
