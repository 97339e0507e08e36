using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace UserDirectory.Housekeeping;

/// <summary>Who of several instances does a job now, and how it went last.</summary>
internal sealed class Lease
{
    public string Name { get; set; } = "";

    /// <summary>The instance that holds it; null when it was given back.</summary>
    public Guid? Holder { get; set; }

    /// <summary>When it falls to whoever asks next.</summary>
    public DateTimeOffset HeldUntil { get; set; }

    public DateTimeOffset? LastRunAt { get; set; }

    public string? LastResult { get; set; }
}

internal sealed class LeaseConfiguration : IEntityTypeConfiguration<Lease>
{
    public void Configure(EntityTypeBuilder<Lease> builder)
    {
        builder.ToTable("leases");
        builder.HasKey(lease => lease.Name);
        builder.Property(lease => lease.Name).HasMaxLength(100);
        builder.Property(lease => lease.LastResult).HasMaxLength(500);
    }
}
