using Microsoft.EntityFrameworkCore;
using UserDirectory.Consents;
using UserDirectory.Database;
using UserDirectory.PersonalData;

namespace UserDirectory.Grants;

/// <summary>What a person has allowed apps to do, in the archive and at erasure.</summary>
internal sealed class GrantData(IDbContextFactory<IdentityDb> databases) : IPersonalData
{
    public async Task WriteAsync(Guid userId, PersonalArchive archive, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var grants = await db.Set<GrantRow>().AsNoTracking().Where(grant => grant.UserId == userId)
            .OrderByDescending(grant => grant.CreatedAt)
            .Select(grant => new
            {
                grant.Id,
                grant.ClientId,
                grant.SessionId,
                grant.Scopes,
                grant.Resources,
                grant.UserinfoClaims,
                grant.IdTokenClaims,
                grant.CreatedAt,
                grant.LastUsedAt,
                grant.RevokedAt,
                grant.RevocationReason,
            })
            .ToListAsync(cancellationToken);
        var consents = await db.Set<ConsentRow>().AsNoTracking().Where(consent => consent.UserId == userId)
            .OrderBy(consent => consent.GivenAt)
            .Select(consent => new { consent.ClientId, consent.Scope, consent.GivenAt })
            .ToListAsync(cancellationToken);
        await archive.WriteJsonAsync(
            "grants.json", "What you allowed apps to do: each time that they signed you in, and what you agreed to.",
            new { grants, consents }, cancellationToken);
    }

    public async Task EraseAsync(IdentityDb db, Guid userId, CancellationToken cancellationToken)
    {
        await db.Set<ConsentRow>().Where(consent => consent.UserId == userId).ExecuteDeleteAsync(cancellationToken);
        await db.Set<GrantRow>().Where(grant => grant.UserId == userId).ExecuteDeleteAsync(cancellationToken);
    }
}
