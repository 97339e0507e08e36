using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace UserDirectory.Keys;

/// <summary>A signing or refresh-token key, wrapped by the master key.</summary>
internal sealed class ProtocolKey
{
    /// <summary><c>kid</c>.</summary>
    public string KeyId { get; set; } = "";

    /// <summary>A name of <see cref="OidcEngine.Keys.KeyPurpose"/>.</summary>
    public string Purpose { get; set; } = "";

    public string Algorithm { get; set; } = "";

    public int Sequence { get; set; }

    public byte[] WrappedSecret { get; set; } = [];

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset ActiveFrom { get; set; }

    public DateTimeOffset ActiveUntil { get; set; }

    public DateTimeOffset RemoveAt { get; set; }
}

internal sealed class ProtocolKeyConfiguration : IEntityTypeConfiguration<ProtocolKey>
{
    public void Configure(EntityTypeBuilder<ProtocolKey> builder)
    {
        builder.ToTable("protocol_keys");
        builder.HasKey(key => key.KeyId);
        builder.Property(key => key.KeyId).HasMaxLength(100);
        builder.Property(key => key.Purpose).HasMaxLength(32);
        builder.Property(key => key.Algorithm).HasMaxLength(16);
        builder.HasIndex(key => new { key.Purpose, key.Algorithm, key.Sequence }).IsUnique();
    }
}
