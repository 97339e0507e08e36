using System.Text.Json.Nodes;
using UserDirectory.Preferences;

namespace IdentityProvider.Accounts;

/// <summary>What a person wants to be told, and by which channels: the document of <c>PUT /v1/users/notification-preferences</c> as check
/// boxes.</summary>
internal static class NoticeChoices
{
    public static IReadOnlyList<string> Channels { get; } = [WantedNotices.Email, "push", "in_app"];

    public static IReadOnlyList<string> Kinds { get; } = [WantedNotices.Security, WantedNotices.Account, WantedNotices.ProductNews];

    public static string Name(string channel, string kind) => $"{channel}.{kind}";

    /// <summary>The document with these boxes ticked and no others.</summary>
    public static JsonObject With(JsonObject document, IReadOnlySet<string> ticked)
    {
        foreach (var channel in Channels)
        {
            if (document[channel] is not JsonObject choices) document[channel] = choices = [];
            foreach (var kind in Kinds) choices[kind] = WantedNotices.IsFixed(channel, kind) || ticked.Contains(Name(channel, kind));
        }

        return document;
    }
}
