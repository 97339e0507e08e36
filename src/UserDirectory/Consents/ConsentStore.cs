using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using OidcEngine.Grants;
using UserDirectory.Audit;
using UserDirectory.Database;

namespace UserDirectory.Consents;

internal sealed class ConsentStore(IDbContextFactory<IdentityDb> databases, CurrentActor actor, TimeProvider time) : IConsentStore
{
    public async Task<IReadOnlySet<string>> FindAsync(string subject, string clientId, CancellationToken cancellationToken)
    {
        if (!Guid.TryParse(subject, out var userId))
            return new HashSet<string>();
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await ReadAsync(db, userId, clientId, cancellationToken);
    }

    public async Task RememberAsync(
        string subject, string clientId, IReadOnlyCollection<string> scopes, CancellationToken cancellationToken)
    {
        var userId = Guid.Parse(subject);
        try
        {
            await AddMissingAsync(userId, clientId, scopes, cancellationToken);
        }
        catch (DbUpdateException)
        {
            await AddMissingAsync(userId, clientId, scopes, cancellationToken); // the same person answered twice at once
        }
    }

    private async Task AddMissingAsync(
        Guid userId, string clientId, IReadOnlyCollection<string> scopes, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var known = await ReadAsync(db, userId, clientId, cancellationToken);
        var added = scopes.Distinct(StringComparer.Ordinal).Where(scope => !known.Contains(scope)).ToList();
        if (added.Count == 0)
            return;

        db.AddRange(added.Select(scope => new ConsentRow { UserId = userId, ClientId = clientId, Scope = scope, GivenAt = now }));
        db.Audit(AuditEntry.OnUser("consent.given", actor.Get() with { UserId = userId, ClientId = clientId }, userId) with
        {
            NewValues = new JsonObject { ["scopes"] = new JsonArray([.. added.Select(scope => JsonValue.Create(scope))]) },
        });
        await db.SaveChangesAsync(cancellationToken);
    }

    private static async Task<HashSet<string>> ReadAsync(
        IdentityDb db, Guid userId, string clientId, CancellationToken cancellationToken) =>
        await db.Set<ConsentRow>().AsNoTracking()
            .Where(consent => consent.UserId == userId && consent.ClientId == clientId)
            .Select(consent => consent.Scope)
            .ToHashSetAsync(StringComparer.Ordinal, cancellationToken);
}
