using UserDirectory.Localisation;

namespace UserDirectory.Avatars;

/// <summary>Why a picture is not taken, in the language of the request.</summary>
internal static class PictureText
{
    private static readonly RuleTexts Texts = new("UserDirectory.Avatars.PictureText");

    public static string Of(string key, params object[] values) => Texts.Of(key, values);
}
