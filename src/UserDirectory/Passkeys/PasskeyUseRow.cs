using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using UserDirectory.Users;

namespace UserDirectory.Passkeys;

/// <summary>When a passkey was last used, beside the framework's own row of it.</summary>
internal sealed class PasskeyUseRow
{
    public byte[] CredentialId { get; set; } = [];

    public Guid UserId { get; set; }

    public DateTimeOffset LastUsedAt { get; set; }
}

internal sealed class PasskeyUseRowConfiguration : IEntityTypeConfiguration<PasskeyUseRow>
{
    public void Configure(EntityTypeBuilder<PasskeyUseRow> builder)
    {
        builder.ToTable("passkey_uses");
        builder.HasKey(use => use.CredentialId);
        builder.HasIndex(use => use.UserId);
        builder.HasOne<User>().WithMany().HasForeignKey(use => use.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}
