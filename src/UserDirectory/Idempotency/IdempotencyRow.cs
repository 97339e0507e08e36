using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace UserDirectory.Idempotency;

/// <summary>The kept answer to one request that carried an <c>Idempotency-Key</c>.</summary>
internal sealed class IdempotencyRow
{
    /// <summary>SHA-256 over caller, method, path and key.</summary>
    public byte[] Id { get; set; } = [];

    /// <summary>SHA-256 of the request's body, wrapped by the master key.</summary>
    public byte[] WrappedBodyHash { get; set; } = [];

    public int Status { get; set; }

    public string? ContentType { get; set; }

    public string? Location { get; set; }

    public string? ETag { get; set; }

    /// <summary>The answer's body, wrapped by the master key.</summary>
    public byte[] WrappedBody { get; set; } = [];

    public DateTimeOffset ExpiresAt { get; set; }
}

internal sealed class IdempotencyRowConfiguration : IEntityTypeConfiguration<IdempotencyRow>
{
    public void Configure(EntityTypeBuilder<IdempotencyRow> builder)
    {
        builder.ToTable("idempotency_keys");
        builder.Property(row => row.ETag).HasColumnName("etag");
        builder.HasIndex(row => row.ExpiresAt);
    }
}
