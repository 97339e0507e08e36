using UserDirectory.Localisation;

namespace UserDirectory.Users;

/// <summary>The rules of user names and addresses in words, in the language of the request.</summary>
internal static class NameText
{
    private static readonly RuleTexts Texts = new("UserDirectory.Users.NameText");

    public static string Of(string key, params object[] values) => Texts.Of(key, values);
}
