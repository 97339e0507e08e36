using System.Globalization;
using System.Resources;

namespace UserDirectory.Users;

/// <summary>The rules of user names and addresses in words, in the language of the request.</summary>
internal static class NameText
{
    private static readonly ResourceManager Texts = new("UserDirectory.Users.NameText", typeof(NameText).Assembly);

    public static string Of(string key, params object[] values) => string.Format(
        CultureInfo.CurrentCulture, Texts.GetString(key, CultureInfo.CurrentUICulture) ?? throw new MissingManifestResourceException(key), values);
}
