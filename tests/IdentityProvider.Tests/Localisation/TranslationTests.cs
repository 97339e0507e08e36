using TestKit.Resources;
using Ui.Localisation;

namespace IdentityProvider.Tests.Localisation;

/// <summary>Every string is there in every language, with what is put into it.</summary>
public sealed class TranslationTests
{
    private static readonly string[] Files =
    [
        "src/Ui/Localisation/UiText", "src/IdentityProvider/Localisation/PageText", "src/AdminUi/Localisation/PageText",
        "src/UserDirectory/Mail/LetterText", "src/UserDirectory/Users/NameText", "src/UserDirectory/Users/ProfileText",
        "src/UserDirectory/Passwords/PasswordText", "src/UserDirectory/Avatars/PictureText",
    ];

    public static TheoryData<string, string> Translations()
    {
        var data = new TheoryData<string, string>();
        foreach (var file in Files)
            foreach (var language in Languages.All.Where(language => language != Languages.Default))
                data.Add(file, language.Name);
        return data;
    }

    [Theory, MemberData(nameof(Translations))]
    public void No_string_is_missing_and_none_is_left_over(string file, string language)
    {
        var expected = ResourceFile.Read(file).Keys.Where(key => !key.EndsWith(".Path", StringComparison.Ordinal)); // the same in all languages
        var actual = ResourceFile.Read(file, language).Keys;
        Assert.Equal([], expected.Except(actual));
        Assert.Equal([], actual.Except(expected));
    }

    [Theory, MemberData(nameof(Translations))]
    public void A_translation_puts_in_what_the_original_puts_in_and_is_not_empty(string file, string language)
    {
        var neutral = ResourceFile.Read(file);
        Assert.All(ResourceFile.Read(file, language).Where(text => neutral.ContainsKey(text.Key)), text =>
        {
            Assert.False(string.IsNullOrWhiteSpace(text.Value), text.Key);
            Assert.Equal(ResourceFile.Placeholders(neutral[text.Key]), ResourceFile.Placeholders(text.Value));
        });
    }
}
