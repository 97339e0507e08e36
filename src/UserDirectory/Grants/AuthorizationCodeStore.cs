using Microsoft.EntityFrameworkCore;
using OidcEngine.Grants;
using UserDirectory.Audit;
using UserDirectory.Database;
using UserDirectory.Grants.Sql;

namespace UserDirectory.Grants;

/// <summary>Codes lie in the rows of their grants.</summary>
internal sealed class AuthorizationCodeStore(
    IGrantSql sql, IDbContextFactory<IdentityDb> databases, GrantRevocation revocation, CurrentActor actor, TimeProvider time)
    : IAuthorizationCodeStore
{
    public async Task<bool> AddAsync(Grant grant, AuthorizationCode code, CancellationToken cancellationToken) =>
        Guid.TryParse(grant.Subject, out var userId)
        && await sql.InsertAsync(grant, userId, code, time.GetUtcNow(), cancellationToken);

    public async Task<CodeRedemption> RedeemAsync(byte[] codeHash, CodeProof proof, CancellationToken cancellationToken) =>
        await sql.RedeemCodeAsync(codeHash, proof, time.GetUtcNow(), cancellationToken) is { } grant
            ? new CodeRedemption.First(grant)
            : await ExplainAsync(codeHash, proof, cancellationToken);

    private async Task<CodeRedemption> ExplainAsync(byte[] codeHash, CodeProof proof, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var row = await db.Set<GrantRow>().AsNoTracking().FirstOrDefaultAsync(grant => grant.CodeHash == codeHash, cancellationToken);
        if (row is null)
            return new CodeRedemption.Unknown();
        if (Mismatch(row, proof) is { } parameter)
            return new CodeRedemption.Mismatched(parameter);
        if (row.CodeRedeemedAt is null)
            return new CodeRedemption.Ended();

        // RFC 6749 §4.1.2: the code is used again by who can use it, so what was issued for it is in doubt.
        var presenter = actor.Get() with { ClientId = proof.ClientId };
        await revocation.RevokeAsync(db, row.Id, RevocationReason.CodeReplayed, presenter, cancellationToken);
        return new CodeRedemption.Replayed(row.Id);
    }

    private static string? Mismatch(GrantRow row, CodeProof proof) =>
        row.ClientId != proof.ClientId ? "client_id"
        : row.RedirectUri != proof.RedirectUri ? "redirect_uri"
        : row.CodeChallenge != proof.CodeChallenge ? "code_verifier"
        : row.DpopJkt is { } jkt && jkt != proof.DpopJkt ? "dpop_jkt"
        : proof.Resource is { } resource && !row.Resources.Contains(resource) ? "resource"
        : null;
}
