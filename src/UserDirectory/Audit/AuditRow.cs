using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace UserDirectory.Audit;

/// <summary>A record of the trail as it lies in the database. What describes a person is ciphertext under that person's own key,
/// so the chain over these columns holds when the key is erased. PostgreSQL partitions the table by month of <see cref="OccurredAt"/>.</summary>
internal sealed class AuditRow
{
    public Guid Id { get; set; }

    public DateTimeOffset OccurredAt { get; set; }

    /// <summary>Given by the sealer after the commit; unique and without gaps.</summary>
    public long? Position { get; set; }

    /// <summary>SHA-256 over the previous seal and this row.</summary>
    public byte[]? Seal { get; set; }

    public string Action { get; set; } = "";

    public bool Succeeded { get; set; }

    public Guid? ActorId { get; set; }

    public string? ClientId { get; set; }

    public string? TargetType { get; set; }

    public string? TargetId { get; set; }

    public string? TraceId { get; set; }

    /// <summary>Address and user agent, under the actor's key.</summary>
    public byte[]? ActorData { get; set; }

    /// <summary>Old values, new values and detail, under the target's key.</summary>
    public byte[]? TargetData { get; set; }

    /// <summary>What is still to be encrypted into this row when it is saved.</summary>
    internal AuditEntry? Pending { get; set; }
}

internal sealed class AuditRowConfiguration : IEntityTypeConfiguration<AuditRow>
{
    public void Configure(EntityTypeBuilder<AuditRow> builder)
    {
        builder.ToTable("audit_log");
        builder.HasKey(row => new { row.Id, row.OccurredAt });
        builder.Ignore(row => row.Pending);
        builder.HasIndex(row => row.Position);
        builder.HasIndex(row => row.OccurredAt);
        builder.HasIndex(row => new { row.ActorId, row.OccurredAt });
        builder.HasIndex(row => new { row.TargetId, row.OccurredAt });
        builder.HasIndex(row => new { row.Action, row.OccurredAt });
        builder.Property(row => row.Action).HasMaxLength(100);
        builder.Property(row => row.ClientId).HasMaxLength(200);
        builder.Property(row => row.TargetType).HasMaxLength(50);
        builder.Property(row => row.TargetId).HasMaxLength(200);
        builder.Property(row => row.TraceId).HasMaxLength(64);
    }
}
