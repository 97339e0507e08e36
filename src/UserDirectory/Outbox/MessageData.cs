using Microsoft.EntityFrameworkCore;
using UserDirectory.Database;
using UserDirectory.PersonalData;

namespace UserDirectory.Outbox;

/// <summary>What was told to a person or to apps about them, in the archive and at erasure.</summary>
internal sealed class MessageData(IDbContextFactory<IdentityDb> databases) : IPersonalData
{
    public async Task WriteAsync(Guid userId, PersonalArchive archive, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var messages = await db.Set<OutboxMessage>().AsNoTracking().Where(message => message.UserId == userId)
            .OrderByDescending(message => message.CreatedAt)
            .Select(message => new Told(message.Id, message.Kind, message.Payload, message.CreatedAt, message.DeliveredAt))
            .ToListAsync(cancellationToken);
        await archive.WriteJsonAsync(
            "messages.json", "Mails to you, and notices to apps that you signed out, of the last weeks.",
            messages.ConvertAll(message => message with { Payload = SealedSecret.Without(message.Payload) }), cancellationToken);
    }

    // A notice that is still under way tells an app that the person is gone: that it still does.
    public Task EraseAsync(IdentityDb db, Guid userId, CancellationToken cancellationToken) =>
        db.Set<OutboxMessage>()
            .Where(message => message.UserId == userId && (message.Kind == OutboxKinds.Mail || message.DeliveredAt != null || message.DeadAt != null))
            .ExecuteDeleteAsync(cancellationToken);

    private sealed record Told(Guid Id, string Kind, string Payload, DateTimeOffset CreatedAt, DateTimeOffset? DeliveredAt);
}
