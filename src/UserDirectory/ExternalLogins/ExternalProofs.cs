using Jose;
using Microsoft.EntityFrameworkCore;
using UserDirectory.Database;
using UserDirectory.Users;

namespace UserDirectory.ExternalLogins;

/// <summary>What browsers have proved to own elsewhere, until it becomes an account or a link: once, within a quarter of an hour, by whoever
/// has the handle.</summary>
public sealed class ExternalProofs(IdentityDb db, TimeProvider time)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(15);

    /// <returns>The handle, for the browser alone.</returns>
    public async Task<string> BeginAsync(ExternalProof proof, CancellationToken cancellationToken)
    {
        var handle = Handles.Create();
        db.Add(Row(proof, Handles.Hash(handle), time.GetUtcNow() + Lifetime));
        await db.SaveChangesAsync(cancellationToken);
        return handle;
    }

    /// <summary>What was proved, for a page that shows it; nothing changes. Null when there is none that counts.</summary>
    public async Task<ExternalProof?> FindAsync(string? handle, CancellationToken cancellationToken)
    {
        if (handle is null) return null;
        var (hash, now) = (Handles.Hash(handle), time.GetUtcNow());
        var row = await db.Set<ExternalProofRow>().AsNoTracking()
            .FirstOrDefaultAsync(proof => proof.HandleHash == hash && proof.ExpiresAt > now, cancellationToken);
        return row is null ? null : Read(row);
    }

    /// <summary>Uses the proof up, in the caller's transaction: of two callers at once one alone gets it.</summary>
    internal static Task<ExternalProof?> TakeAsync(IdentityDb db, string handle, DateTimeOffset now, CancellationToken cancellationToken) =>
        TakeAsync(db, Handles.Hash(handle), now, cancellationToken);

    internal static async Task<ExternalProof?> TakeAsync(IdentityDb db, byte[] hash, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var taken = await db.Set<ExternalProofRow>()
            .FromSql($"""
                DELETE FROM external_proofs WHERE handle_hash = {hash}
                RETURNING handle_hash, provider, issuer, subject, email, email_verified, name, given_name, family_name, return_url, expires_at
                """)
            .AsNoTracking()
            .ToListAsync(cancellationToken);
        return taken is [var row] && row.ExpiresAt > now ? Read(row) : null;
    }

    internal static ExternalProofRow Row(ExternalProof proof, byte[] hash, DateTimeOffset expiresAt) => new()
    {
        HandleHash = hash,
        Provider = proof.Provider,
        Issuer = proof.Issuer,
        Subject = proof.Subject,
        Email = proof.Email,
        EmailVerified = proof.EmailVerified,
        Name = proof.Name,
        GivenName = proof.GivenName,
        FamilyName = proof.FamilyName,
        ReturnUrl = proof.ReturnUrl,
        ExpiresAt = expiresAt,
    };

    private static ExternalProof Read(ExternalProofRow row) => new(row.Provider, row.Issuer, row.Subject, row.ReturnUrl)
    {
        Email = row.Email,
        EmailVerified = row.EmailVerified,
        Name = row.Name,
        GivenName = row.GivenName,
        FamilyName = row.FamilyName,
    };
}

/// <summary>An account elsewhere that a browser has proved to own.</summary>
/// <param name="ReturnUrl">Where the sign-in was to lead.</param>
public sealed record ExternalProof(string Provider, string Issuer, string Subject, string ReturnUrl)
{
    public static ExternalProof Of(ExternalIdentity identity, string returnUrl) =>
        new(identity.Provider, identity.Issuer, identity.Subject, returnUrl)
        {
            Email = identity.Email,
            EmailVerified = identity.EmailVerified,
            Name = identity.Name,
            GivenName = identity.GivenName,
            FamilyName = identity.FamilyName,
        };

    public string? Email { get; init; }

    /// <summary>The address is the person's: the provider has verified it, and is trusted with that.</summary>
    public bool EmailVerified { get; init; }

    public string? Name { get; init; }

    public string? GivenName { get; init; }

    public string? FamilyName { get; init; }

    /// <summary>By what the person knows the account elsewhere again.</summary>
    public string? DisplayName => Email ?? Name;

    /// <summary>Whether the proof shows as well that this address is the person's.</summary>
    public bool Covers(string email) => EmailVerified && Email is not null && EmailAddresses.Key(Email) == EmailAddresses.Key(email);
}
