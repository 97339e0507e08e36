using UserDirectory.Localisation;

namespace UserDirectory.Users;

/// <summary>The rules of profiles in words, in the language of the request.</summary>
internal static class ProfileText
{
    private static readonly RuleTexts Texts = new("UserDirectory.Users.ProfileText");

    public static string Of(string key, params object[] values) => Texts.Of(key, values);
}
