using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using UserDirectory.Users;

namespace UserDirectory.SecondFactors;

/// <summary>A browser on which a person need not show the second factor for a while.</summary>
internal sealed class RememberedDeviceRow
{
    public Guid Id { get; set; }

    public Guid UserId { get; set; }

    /// <summary>SHA-256 of the handle in the browser's cookie.</summary>
    public byte[] HandleHash { get; set; } = [];

    public string? UserAgent { get; set; }

    public string? IpAddress { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset LastUsedAt { get; set; }

    public DateTimeOffset ExpiresAt { get; set; }
}

internal sealed class RememberedDeviceRowConfiguration : IEntityTypeConfiguration<RememberedDeviceRow>
{
    public void Configure(EntityTypeBuilder<RememberedDeviceRow> builder)
    {
        builder.ToTable("remembered_devices");
        builder.Property(device => device.Id).ValueGeneratedNever();
        builder.Property(device => device.UserAgent).HasMaxLength(512);
        builder.Property(device => device.IpAddress).HasMaxLength(64);
        builder.HasIndex(device => device.HandleHash).IsUnique();
        builder.HasIndex(device => device.UserId);
        builder.HasIndex(device => device.ExpiresAt);
        builder.HasOne<User>().WithMany().HasForeignKey(device => device.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}
