using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace UserDirectory.Audit;

/// <summary>The end of the chain: one row, held by whoever moves it on.</summary>
internal sealed class AuditChainHead
{
    public const int TheOne = 1;

    public int Id { get; set; }

    public long Position { get; set; }

    public byte[] Seal { get; set; } = [];
}

/// <summary>A signed statement that the chain reached this seal at this position.</summary>
internal sealed class AuditCheckpoint
{
    public long Position { get; set; }

    public byte[] Seal { get; set; } = [];

    public DateTimeOffset SignedAt { get; set; }

    public string KeyId { get; set; } = "";

    public byte[] Signature { get; set; } = [];
}

/// <summary>An ES256 key that signs checkpoints: the public half in the open, the private one under the master key.</summary>
internal sealed class AuditSigningKey
{
    public string KeyId { get; set; } = "";

    public string PublicKey { get; set; } = "";

    public byte[] WrappedKey { get; set; } = [];

    public DateTimeOffset CreatedAt { get; set; }
}

internal sealed class AuditChainHeadConfiguration : IEntityTypeConfiguration<AuditChainHead>
{
    public void Configure(EntityTypeBuilder<AuditChainHead> builder)
    {
        builder.ToTable("audit_chain");
        builder.Property(head => head.Id).ValueGeneratedNever();
        builder.Property(head => head.Position).IsConcurrencyToken();
    }
}

internal sealed class AuditCheckpointConfiguration : IEntityTypeConfiguration<AuditCheckpoint>
{
    public void Configure(EntityTypeBuilder<AuditCheckpoint> builder)
    {
        builder.ToTable("audit_checkpoints");
        builder.HasKey(checkpoint => checkpoint.Position);
        builder.Property(checkpoint => checkpoint.Position).ValueGeneratedNever();
        builder.Property(checkpoint => checkpoint.KeyId).HasMaxLength(64);
    }
}

internal sealed class AuditSigningKeyConfiguration : IEntityTypeConfiguration<AuditSigningKey>
{
    public void Configure(EntityTypeBuilder<AuditSigningKey> builder)
    {
        builder.ToTable("audit_signing_keys");
        builder.HasKey(key => key.KeyId);
        builder.Property(key => key.KeyId).HasMaxLength(64);
    }
}
