using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using UserDirectory.Database;

namespace UserDirectory.Audit;

/// <summary>Encrypts what new records of the trail say about people, right before they are saved.</summary>
internal sealed class AuditEncryption : SaveChangesInterceptor
{
    public static AuditEncryption Instance { get; } = new();

    public override async ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        var db = (IdentityDb)eventData.Context!;
        foreach (var row in Pending(db))
            await db.GetService<AuditCipher>().EncryptAsync(db, row, cancellationToken);
        return result;
    }

    public override InterceptionResult<int> SavingChanges(DbContextEventData eventData, InterceptionResult<int> result) =>
        Pending((IdentityDb)eventData.Context!).Count == 0
            ? result
            : throw new InvalidOperationException("Records of the trail are saved by SaveChangesAsync.");

    private static List<AuditRow> Pending(IdentityDb db) =>
        [.. db.ChangeTracker.Entries<AuditRow>()
            .Where(entry => entry.State == EntityState.Added && entry.Entity.Pending is not null)
            .Select(entry => entry.Entity)];
}
