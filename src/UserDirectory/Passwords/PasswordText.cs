using System.Globalization;
using System.Resources;

namespace UserDirectory.Passwords;

/// <summary>The rules of passwords in words, in the language of the request.</summary>
internal static class PasswordText
{
    private static readonly ResourceManager Texts = new("UserDirectory.Passwords.PasswordText", typeof(PasswordText).Assembly);

    public static string Of(string key, params object[] values) => string.Format(
        CultureInfo.CurrentCulture, Texts.GetString(key, CultureInfo.CurrentUICulture) ?? throw new MissingManifestResourceException(key), values);
}
