using System.Text.Json;
using OidcEngine.EndSession;

namespace UserDirectory.Outbox;

/// <summary>Tells apps that a session ended (OIDC Back-Channel Logout).</summary>
internal sealed class LogoutHandler(BackChannelLogout logout) : IOutboxHandler
{
    public string Kind => OutboxKinds.BackChannelLogout;

    public async Task<OutboxDelivery> DeliverAsync(OutboxMessage message, CancellationToken cancellationToken)
    {
        var notice = JsonSerializer.Deserialize<LogoutNotice>(message.Payload)!;
        return await logout.SendAsync(notice, cancellationToken) switch
        {
            LogoutDelivery.Failed(var reason) => new OutboxDelivery.Failed(reason),
            _ => new OutboxDelivery.Delivered(),
        };
    }
}
