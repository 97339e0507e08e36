using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OidcEngine.Grants;
using UserDirectory.Users;

namespace UserDirectory.Grants;

/// <summary>A grant with its authorization code and its refresh family. What redeeming changes is not indexed, so that PostgreSQL
/// updates the row in place.</summary>
internal sealed class GrantRow
{
    public Guid Id { get; set; }

    public string ClientId { get; set; } = "";

    public Guid UserId { get; set; }

    public Guid SessionId { get; set; }

    public string[] Scopes { get; set; } = [];

    public string[] Resources { get; set; } = [];

    /// <summary>Scopes hold <c>offline_access</c>: the grant outlives its session.</summary>
    public bool OfflineAccess { get; set; }

    /// <summary>Claims asked for one by one, which userinfo tells beyond those of the scopes.</summary>
    public string[] UserinfoClaims { get; set; } = [];

    /// <summary>Claims asked for one by one, which id_tokens tell.</summary>
    public string[] IdTokenClaims { get; set; } = [];

    public string? Nonce { get; set; }

    public DateTimeOffset AuthTime { get; set; }

    public string Acr { get; set; } = "";

    public string[] Amr { get; set; } = [];

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset? LastUsedAt { get; set; }

    public DateTimeOffset? RevokedAt { get; set; }

    /// <summary>A name of <see cref="OidcEngine.Grants.RevocationReason"/>.</summary>
    public string? RevocationReason { get; set; }

    public byte[] CodeHash { get; set; } = [];

    public string? RedirectUri { get; set; }

    public string? CodeChallenge { get; set; }

    /// <summary>The DPoP key that must redeem the code (RFC 9449 §10).</summary>
    public string? DpopJkt { get; set; }

    public DateTimeOffset CodeExpiresAt { get; set; }

    public DateTimeOffset? CodeRedeemedAt { get; set; }

    /// <summary>Null without a refresh family.</summary>
    public int? RefreshGeneration { get; set; }

    /// <summary>The key that the family is bound to, as <see cref="OidcEngine.SenderConstraints.SenderKey"/> writes itself.</summary>
    public string? RefreshSenderKey { get; set; }

    public DateTimeOffset? RefreshRotatedAt { get; set; }

    public DateTimeOffset? RefreshSlidingExpiry { get; set; }

    public DateTimeOffset? RefreshAbsoluteExpiry { get; set; }

    public Grant ToGrant() => new()
    {
        Id = Id,
        ClientId = ClientId,
        Subject = UserId.ToString(),
        SessionId = SessionId,
        Scopes = Scopes,
        Resources = Resources,
        Claims = new GrantedClaims(UserinfoClaims, IdTokenClaims),
        Nonce = Nonce,
        AuthTime = AuthTime,
        Acr = Acr,
        Amr = Amr,
        CreatedAt = CreatedAt,
    };
}

internal sealed class GrantRowConfiguration : IEntityTypeConfiguration<GrantRow>
{
    public void Configure(EntityTypeBuilder<GrantRow> builder)
    {
        builder.ToTable("grants");
        builder.Property(grant => grant.Id).ValueGeneratedNever();
        builder.Property(grant => grant.ClientId).HasMaxLength(100);
        builder.Property(grant => grant.Acr).HasMaxLength(32);
        builder.Property(grant => grant.RevocationReason).HasMaxLength(32);
        builder.Property(grant => grant.DpopJkt).HasMaxLength(43);
        builder.Property(grant => grant.RefreshSenderKey).HasMaxLength(60);
        builder.HasIndex(grant => grant.CodeHash).IsUnique();
        builder.HasIndex(grant => grant.SessionId);
        builder.HasIndex(grant => new { grant.UserId, grant.ClientId });
        builder.HasOne<User>().WithMany().HasForeignKey(grant => grant.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}
