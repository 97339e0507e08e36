using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using UserDirectory.Users;

namespace UserDirectory.SecondFactors;

/// <summary>A recovery code, by its hash. It is used once.</summary>
internal sealed class RecoveryCodeRow
{
    public Guid UserId { get; set; }

    public byte[] Hash { get; set; } = [];

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset? UsedAt { get; set; }
}

internal sealed class RecoveryCodeRowConfiguration : IEntityTypeConfiguration<RecoveryCodeRow>
{
    public void Configure(EntityTypeBuilder<RecoveryCodeRow> builder)
    {
        builder.ToTable("recovery_codes");
        builder.HasKey(code => new { code.UserId, code.Hash });
        builder.HasOne<User>().WithMany().HasForeignKey(code => code.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}
