using Microsoft.EntityFrameworkCore.Infrastructure;
using UserDirectory.Database;

namespace UserDirectory.Audit;

/// <summary>How a change is recorded.</summary>
public static class AuditWriting
{
    private static readonly TimeSpan Microsecond = TimeSpan.FromMicroseconds(1);

    /// <summary>Adds a record to what the next <c>SaveChangesAsync</c> of this context writes, in the transaction of the change.</summary>
    public static void Audit(this IdentityDb db, AuditEntry entry)
    {
        var now = db.GetService<TimeProvider>().GetUtcNow();
        db.Add(new AuditRow
        {
            Id = Guid.CreateVersion7(now),
            OccurredAt = new DateTimeOffset(now.Ticks - (now.Ticks % Microsecond.Ticks), TimeSpan.Zero), // as precise as PostgreSQL keeps it
            Action = entry.Action,
            Succeeded = entry.Succeeded,
            ActorId = entry.Actor.UserId,
            ClientId = Cut(entry.Actor.ClientId, 200),
            TargetType = entry.TargetType,
            TargetId = Cut(entry.TargetId, 200),
            TraceId = Cut(entry.Actor.TraceId, 64),
            Pending = entry,
        });
    }

    private static string? Cut(string? text, int length) => text?.Length > length ? text[..length] : text;
}
