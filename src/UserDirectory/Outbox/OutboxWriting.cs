using Microsoft.EntityFrameworkCore.Infrastructure;
using ServiceDefaults.MasterKeys;
using UserDirectory.Database;

namespace UserDirectory.Outbox;

/// <summary>How something to tell the outside is put down.</summary>
public static class OutboxWriting
{
    /// <summary>Adds a message to what the next <c>SaveChangesAsync</c> of this context writes; it leaves after the commit.</summary>
    public static void Enqueue(this IdentityDb db, OutboxMessage message)
    {
        var now = db.GetService<TimeProvider>().GetUtcNow();
        message.Id = Guid.CreateVersion7(now);
        message.CreatedAt = now;
        message.NextAttemptAt = now;
        if (message.Secret is not null) SealedSecret.Seal(message, db.GetService<MasterKey>());
        db.Add(message);
        var signal = db.GetService<OutboxSignal>();
        db.AfterCommit(signal.Ring);
    }
}
