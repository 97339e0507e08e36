using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace UserDirectory.ClientRegistration;

/// <summary>An initial access token (RFC 7591 §3), by its SHA-256, with what it allows to register.</summary>
internal sealed class InitialAccessTokenRow
{
    public Guid Id { get; set; }

    public byte[] Sha256 { get; set; } = [];

    /// <summary>What it was made for, in the words of whoever made it.</summary>
    public string? Purpose { get; set; }

    public string[] Scopes { get; set; } = [];

    public string[] GrantTypes { get; set; } = [];

    public int UsesLeft { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset ExpiresAt { get; set; }
}

internal sealed class InitialAccessTokenRowConfiguration : IEntityTypeConfiguration<InitialAccessTokenRow>
{
    public void Configure(EntityTypeBuilder<InitialAccessTokenRow> builder)
    {
        builder.ToTable("initial_access_tokens");
        builder.Property(token => token.Id).ValueGeneratedNever();
        builder.Property(token => token.Purpose).HasMaxLength(200);
        builder.HasIndex(token => token.Sha256).IsUnique();
        builder.HasIndex(token => token.ExpiresAt);
    }
}
