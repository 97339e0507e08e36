using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using UserDirectory.Users;

namespace UserDirectory.PushTokens;

/// <summary>An app on a device that may be sent push messages. Whoever has the token can send to it, so it lies under the master key.</summary>
internal sealed class PushTokenRow
{
    public const int ShownLength = 6;

    public Guid Id { get; set; }

    public Guid UserId { get; set; }

    /// <summary>The app that registered it.</summary>
    public string ClientId { get; set; } = "";

    /// <summary>One of <see cref="PushPlatforms"/>.</summary>
    public string Platform { get; set; } = "";

    /// <summary>SHA-256 of the token, to know it again.</summary>
    public byte[] TokenHash { get; set; } = [];

    /// <summary>The token, and the keys of a browser's, as JSON wrapped by the master key.</summary>
    public byte[] WrappedToken { get; set; } = [];

    /// <summary>The token's last characters, for people to tell theirs apart.</summary>
    public string TokenEnd { get; set; } = "";

    public string? DeviceName { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset UpdatedAt { get; set; }
}

internal sealed class PushTokenRowConfiguration : IEntityTypeConfiguration<PushTokenRow>
{
    public void Configure(EntityTypeBuilder<PushTokenRow> builder)
    {
        builder.ToTable("push_tokens");
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.Property(row => row.ClientId).HasMaxLength(100);
        builder.Property(row => row.Platform).HasMaxLength(10);
        builder.Property(row => row.TokenEnd).HasMaxLength(PushTokenRow.ShownLength);
        builder.Property(row => row.DeviceName).HasMaxLength(PushTokenRules.NameLength);
        builder.HasIndex(row => new { row.Platform, row.TokenHash }).IsUnique();
        builder.HasIndex(row => new { row.UserId, row.UpdatedAt });
        builder.HasOne<User>().WithMany().HasForeignKey(row => row.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}
