using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace UserDirectory.Device;

/// <summary>A device's request that waits for a person, or was answered a while ago. It names nobody: who agreed stands in the grant.</summary>
internal sealed class DeviceRequestRow
{
    public byte[] DeviceCodeHash { get; set; } = [];

    public byte[] UserCodeHash { get; set; } = [];

    public string ClientId { get; set; } = "";

    public string[] Scopes { get; set; } = [];

    public string[] Resources { get; set; } = [];

    public string? IpAddress { get; set; }

    public string? UserAgent { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset ExpiresAt { get; set; }

    public DeviceRequestState State { get; set; }

    /// <summary>How many seconds the device is to wait between two polls.</summary>
    public int PollInterval { get; set; }

    /// <summary>Before this moment a poll is too early, in milliseconds since 1970: a number, so that one statement fits both databases.</summary>
    public long NextPollAt { get; set; }

    /// <summary>The last poll came too early.</summary>
    public bool PolledTooFast { get; set; }
}

internal enum DeviceRequestState
{
    Pending,
    Approved,
    Denied,
}

internal sealed class DeviceRequestRowConfiguration : IEntityTypeConfiguration<DeviceRequestRow>
{
    public void Configure(EntityTypeBuilder<DeviceRequestRow> builder)
    {
        builder.ToTable("device_requests");
        builder.HasKey(request => request.DeviceCodeHash);
        builder.Property(request => request.ClientId).HasMaxLength(100);
        builder.Property(request => request.IpAddress).HasMaxLength(64);
        builder.Property(request => request.UserAgent).HasMaxLength(512);
        builder.Property(request => request.State).HasConversion<string>().HasMaxLength(16);
        builder.HasIndex(request => request.UserCodeHash).IsUnique();
        builder.HasIndex(request => request.ExpiresAt);
    }
}
