using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using UserDirectory.Users;

namespace UserDirectory.Passkeys;

/// <summary>A challenge that waits for an authenticator's answer (WebAuthn §13.4.3), which takes it away.</summary>
internal sealed class PasskeyChallengeRow
{
    /// <summary>SHA-256 of the handle that names it to the browser.</summary>
    public byte[] HandleHash { get; set; } = [];

    /// <summary>What it is for: to register a passkey or to sign in.</summary>
    public string Purpose { get; set; } = "";

    /// <summary>Whose passkey it must be; null where anybody may sign in.</summary>
    public Guid? UserId { get; set; }

    /// <summary>What the framework needs to check the answer.</summary>
    public string State { get; set; } = "";

    public DateTimeOffset ExpiresAt { get; set; }
}

internal sealed class PasskeyChallengeRowConfiguration : IEntityTypeConfiguration<PasskeyChallengeRow>
{
    public void Configure(EntityTypeBuilder<PasskeyChallengeRow> builder)
    {
        builder.ToTable("passkey_challenges");
        builder.HasKey(challenge => challenge.HandleHash);
        builder.Property(challenge => challenge.Purpose).HasMaxLength(20);
        builder.HasIndex(challenge => challenge.UserId);
        builder.HasIndex(challenge => challenge.ExpiresAt);
        builder.HasOne<User>().WithMany().HasForeignKey(challenge => challenge.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}
