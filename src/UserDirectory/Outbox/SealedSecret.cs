using System.Buffers.Text;
using System.Text;
using System.Text.Json.Nodes;
using ServiceDefaults.MasterKeys;

namespace UserDirectory.Outbox;

/// <summary>A secret within a message's payload, such as the token of a mail's link: under the master key and bound to the message, so that
/// who reads the database, or puts one message's secret into another, has nothing.</summary>
internal static class SealedSecret
{
    private const string Member = "sealed";

    public static void Seal(OutboxMessage message, MasterKey masterKey)
    {
        var payload = JsonNode.Parse(message.Payload)!.AsObject();
        payload[Member] = Base64Url.EncodeToString(masterKey.Wrap(Encoding.UTF8.GetBytes(message.Secret!), Purpose(message)));
        (message.Payload, message.Secret) = (payload.ToJsonString(), null);
    }

    /// <summary>Null when the message holds none.</summary>
    public static string? Open(OutboxMessage message, MasterKey masterKey) =>
        JsonNode.Parse(message.Payload) is JsonObject payload && payload[Member]?.GetValue<string>() is { } wrapped
            ? Encoding.UTF8.GetString(masterKey.Unwrap(Base64Url.DecodeFromChars(wrapped), Purpose(message)))
            : null;

    /// <summary>The payload as its owner may read it.</summary>
    public static string Without(string payload)
    {
        if (JsonNode.Parse(payload) is not JsonObject members || !members.Remove(Member)) return payload;
        return members.ToJsonString();
    }

    private static string Purpose(OutboxMessage message) => $"outbox:{message.Id}";
}
