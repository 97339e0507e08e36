using Microsoft.EntityFrameworkCore;
using UserDirectory.Audit;
using UserDirectory.Database;
using UserDirectory.Roles;
using UserDirectory.Sessions;

namespace UserDirectory.Grants;

/// <summary>Ends somebody else's grant, as far as the actor may act on that account.</summary>
public sealed class GrantRemoval
{
    private readonly IdentityDb _db;
    private readonly GrantRevocation _revocation;
    private readonly Escalation _escalation;

    internal GrantRemoval(IdentityDb db, GrantRevocation revocation, Escalation escalation) =>
        (_db, _revocation, _escalation) = (db, revocation, escalation);

    public async Task<RemovalOutcome> EndAsync(Guid grantId, Actor actor, CancellationToken cancellationToken)
    {
        await using var write = await _db.BeginWriteAsync(cancellationToken);
        var grant = await _db.Set<GrantRow>().Where(row => row.Id == grantId).Select(row => new { row.UserId, row.ClientId })
            .SingleOrDefaultAsync(cancellationToken);
        if (grant is null) return new RemovalOutcome.NotFound();
        if (await _escalation.LackedAsync(actor, grant.UserId, cancellationToken) is { } permission) return new RemovalOutcome.Forbidden(permission);
        if (!await _revocation.RevokeByAdministratorAsync(_db, grantId, grant.UserId, grant.ClientId, actor, cancellationToken))
            return new RemovalOutcome.NotFound();
        await write.CommitAsync(cancellationToken);
        return new RemovalOutcome.Removed();
    }
}
