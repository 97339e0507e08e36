using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using OidcEngine.PushedAuthorization;
using UserDirectory.Database;

namespace UserDirectory.PushedRequests;

internal sealed class PushedRequestStore(IDbContextFactory<IdentityDb> databases, TimeProvider time) : IPushedRequestStore
{
    public async Task AddAsync(PushedRequest request, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        db.Add(new PushedRequestRow
        {
            HandleHash = request.HandleHash,
            ClientId = request.ClientId,
            Parameters = JsonSerializer.Serialize(request.Parameters),
            ExpiresAt = request.ExpiresAt,
        });
        await db.SaveChangesAsync(cancellationToken);
    }

    public async Task<PushedRequest?> TakeAsync(byte[] handleHash, string clientId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await using var write = await db.BeginWriteAsync(cancellationToken);
        var deleted = await db.Set<PushedRequestRow>()
            .FromSql($"""
                DELETE FROM pushed_requests WHERE handle_hash = {handleHash} AND client_id = {clientId}
                RETURNING handle_hash, client_id, parameters, expires_at
                """)
            .AsNoTracking()
            .ToListAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);

        if (deleted is not [var row] || row.ExpiresAt <= time.GetUtcNow()) return null; // whoever brings an expired one cleans up
        return new()
        {
            HandleHash = row.HandleHash,
            ClientId = row.ClientId,
            Parameters = JsonSerializer.Deserialize<Dictionary<string, string>>(row.Parameters)!,
            ExpiresAt = row.ExpiresAt,
        };
    }
}
