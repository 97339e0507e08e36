using System.Text.Json.Nodes;

namespace IdentityProvider.Accounts;

/// <summary>What a person wants to be told, and by which channels: the document of <c>PUT /v1/users/notification-preferences</c> as check
/// boxes. Mails about security cannot be turned off: whoever is in the account would.</summary>
internal static class NoticeChoices
{
    public static IReadOnlyList<string> Channels { get; } = ["email", "push", "in_app"];

    public static IReadOnlyList<string> Kinds { get; } = ["security", "account", "product_news"];

    public static string Name(string channel, string kind) => $"{channel}.{kind}";

    public static bool IsFixed(string channel, string kind) => (channel, kind) is ("email", "security");

    /// <summary>Who never chose is told everything but news of the product.</summary>
    public static bool IsOn(JsonObject document, string channel, string kind) =>
        IsFixed(channel, kind)
        || ((document[channel] as JsonObject)?[kind] is JsonValue choice && choice.TryGetValue<bool>(out var on) ? on : kind != "product_news");

    /// <summary>The document with these boxes ticked and no others.</summary>
    public static JsonObject With(JsonObject document, IReadOnlySet<string> ticked)
    {
        foreach (var channel in Channels)
        {
            if (document[channel] is not JsonObject choices) document[channel] = choices = [];
            foreach (var kind in Kinds) choices[kind] = IsFixed(channel, kind) || ticked.Contains(Name(channel, kind));
        }

        return document;
    }
}
