using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using OidcEngine.Authorization;
using UserDirectory.Database;

namespace UserDirectory.Transactions;

internal sealed class SignInTransactionStore(IDbContextFactory<IdentityDb> databases, TimeProvider time) : ISignInTransactionStore
{
    public async Task AddAsync(SignInTransaction transaction, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        db.Add(new SignInTransactionRow
        {
            HandleHash = transaction.HandleHash,
            ClientId = transaction.ClientId,
            Parameters = JsonSerializer.Serialize(transaction.Parameters),
            CreatedAt = transaction.CreatedAt,
            ExpiresAt = transaction.ExpiresAt,
            ConsentSubject = transaction.Consent?.Subject,
            ConsentSessionId = transaction.Consent?.SessionId,
            ConsentScopes = transaction.Consent?.Scopes.ToArray(),
        });
        await db.SaveChangesAsync(cancellationToken);
    }

    public async Task<SignInTransaction?> FindAsync(byte[] handleHash, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var row = await Live(db, handleHash).AsNoTracking().FirstOrDefaultAsync(cancellationToken);
        return row is null ? null : new()
        {
            HandleHash = row.HandleHash,
            ClientId = row.ClientId,
            Parameters = JsonSerializer.Deserialize<Dictionary<string, string>>(row.Parameters)!,
            CreatedAt = row.CreatedAt,
            ExpiresAt = row.ExpiresAt,
            ChosenSessionId = row.ChosenSessionId,
            Consent = row is { ConsentSubject: { } subject, ConsentSessionId: { } sessionId, ConsentScopes: { } scopes }
                ? new ConsentDecision(subject, sessionId, scopes)
                : null,
        };
    }

    public async Task<bool> DecideAsync(byte[] handleHash, ConsentDecision decision, CancellationToken cancellationToken)
    {
        var scopes = decision.Scopes.ToArray();
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await using var write = await db.BeginWriteAsync(cancellationToken);
        var decided = await Live(db, handleHash).ExecuteUpdateAsync(
            row => row
                .SetProperty(transaction => transaction.ConsentSubject, decision.Subject)
                .SetProperty(transaction => transaction.ConsentSessionId, decision.SessionId)
                .SetProperty(transaction => transaction.ConsentScopes, scopes),
            cancellationToken);
        await write.CommitAsync(cancellationToken);
        return decided == 1;
    }

    public async Task<bool> ChooseAsync(byte[] handleHash, Guid sessionId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await using var write = await db.BeginWriteAsync(cancellationToken);
        var chosen = await Live(db, handleHash).ExecuteUpdateAsync(
            row => row.SetProperty(transaction => transaction.ChosenSessionId, sessionId), cancellationToken);
        await write.CommitAsync(cancellationToken);
        return chosen == 1;
    }

    public async Task<bool> CompleteAsync(byte[] handleHash, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await using var write = await db.BeginWriteAsync(cancellationToken);
        var completed = await Live(db, handleHash).ExecuteDeleteAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
        return completed == 1;
    }

    private IQueryable<SignInTransactionRow> Live(IdentityDb db, byte[] handleHash)
    {
        var now = time.GetUtcNow();
        return db.Set<SignInTransactionRow>().Where(transaction => transaction.HandleHash == handleHash && transaction.ExpiresAt > now);
    }
}
