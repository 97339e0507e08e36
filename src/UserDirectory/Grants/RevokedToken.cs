using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace UserDirectory.Grants;

/// <summary>A single access token that was revoked (RFC 7009 §2.1); the row is kept until the token would have expired.</summary>
internal sealed class RevokedToken
{
    /// <summary><c>jti</c>.</summary>
    public string TokenId { get; set; } = "";

    public DateTimeOffset ExpiresAt { get; set; }
}

internal sealed class RevokedTokenConfiguration : IEntityTypeConfiguration<RevokedToken>
{
    public void Configure(EntityTypeBuilder<RevokedToken> builder)
    {
        builder.ToTable("revoked_tokens");
        builder.HasKey(token => token.TokenId);
        builder.Property(token => token.TokenId).HasMaxLength(200);
        builder.HasIndex(token => token.ExpiresAt);
    }
}
