using System.Text.Json.Nodes;

namespace UserDirectory.Preferences;

/// <summary>Reads what a person wants to be told, and by which channel, from the document of <see cref="PreferenceKinds.Notifications"/>.</summary>
public static class WantedNotices
{
    public const string Email = "email";
    public const string Security = "security";
    public const string Account = "account";
    public const string ProductNews = "product_news";

    /// <summary>Mails about security cannot be turned off: whoever is in the account would.</summary>
    public static bool IsFixed(string channel, string kind) => (channel, kind) is (Email, Security);

    /// <summary>Who never chose is told everything but news of the product.</summary>
    public static bool IsOn(JsonObject document, string channel, string kind) =>
        IsFixed(channel, kind)
        || ((document[channel] as JsonObject)?[kind] is JsonValue choice && choice.TryGetValue<bool>(out var on) ? on : kind != ProductNews);
}
