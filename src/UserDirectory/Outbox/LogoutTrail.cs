using System.Text.Json;
using System.Text.Json.Nodes;
using OidcEngine.EndSession;
using UserDirectory.Audit;

namespace UserDirectory.Outbox;

/// <summary>What the trail says of logout notices beside the end of the session, which names all its apps: that one did not confirm, whether
/// it did later, and when nobody tries any more.</summary>
internal static class LogoutTrail
{
    /// <summary>Null when there is nothing to say: a confirmation at the first attempt, a further failure, another kind of message.</summary>
    /// <param name="message">As it was for this attempt.</param>
    /// <param name="failure">Why the attempt failed.</param>
    /// <param name="isGivenUp">True when it was the last one.</param>
    public static AuditEntry? Describe(OutboxMessage message, string? failure, bool isGivenUp)
    {
        if (message is not { Kind: OutboxKinds.BackChannelLogout, UserId: { } userId }) return null;
        var action = (failure, isGivenUp, IsFirst: message.Attempts == 1) switch
        {
            (null, _, true) => null,
            (null, _, false) => "session.app_told_late",
            (_, true, _) => "session.app_never_told",
            (_, false, true) => "session.app_not_told_yet",
            (_, false, false) => null,
        };
        if (action is null) return null;

        var notice = JsonSerializer.Deserialize<LogoutNotice>(message.Payload)!;
        return AuditEntry.OnUser(action, Actor.System, userId) with
        {
            Succeeded = failure is null,
            NewValues = new JsonObject
            {
                ["session"] = notice.SessionId.ToString(),
                ["client"] = notice.ClientId,
                ["attempts"] = message.Attempts,
            },
            Detail = failure,
        };
    }
}
