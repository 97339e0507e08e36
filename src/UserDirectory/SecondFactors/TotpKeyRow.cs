using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using UserDirectory.Users;

namespace UserDirectory.SecondFactors;

/// <summary>The key of a person's authenticator app (RFC 6238), and one that waits to be confirmed by its first code.</summary>
internal sealed class TotpKeyRow
{
    public Guid UserId { get; set; }

    /// <summary>Under the master key; null until the first one was confirmed.</summary>
    public byte[]? WrappedKey { get; set; }

    public DateTimeOffset? ConfirmedAt { get; set; }

    /// <summary>The newest time step whose code was used: none counts again, and no older one.</summary>
    public long LastStep { get; set; }

    public DateTimeOffset? LastUsedAt { get; set; }

    /// <summary>Under the master key; null when none waits.</summary>
    public byte[]? PendingKey { get; set; }

    public DateTimeOffset? PendingExpiresAt { get; set; }
}

internal sealed class TotpKeyRowConfiguration : IEntityTypeConfiguration<TotpKeyRow>
{
    public void Configure(EntityTypeBuilder<TotpKeyRow> builder)
    {
        builder.ToTable("totp_keys");
        builder.HasKey(key => key.UserId);
        builder.HasOne<User>().WithMany().HasForeignKey(key => key.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}
