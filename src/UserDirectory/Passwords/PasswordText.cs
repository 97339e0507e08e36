using UserDirectory.Localisation;

namespace UserDirectory.Passwords;

/// <summary>The rules of passwords in words, in the language of the request.</summary>
internal static class PasswordText
{
    private static readonly RuleTexts Texts = new("UserDirectory.Passwords.PasswordText");

    public static string Of(string key, params object[] values) => Texts.Of(key, values);
}
