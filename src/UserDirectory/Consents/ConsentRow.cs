using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using UserDirectory.Users;

namespace UserDirectory.Consents;

/// <summary>One scope that a person has agreed to for one client.</summary>
internal sealed class ConsentRow
{
    public Guid UserId { get; set; }

    public string ClientId { get; set; } = "";

    public string Scope { get; set; } = "";

    public DateTimeOffset GivenAt { get; set; }
}

internal sealed class ConsentRowConfiguration : IEntityTypeConfiguration<ConsentRow>
{
    public void Configure(EntityTypeBuilder<ConsentRow> builder)
    {
        builder.ToTable("consents");
        builder.HasKey(consent => new { consent.UserId, consent.ClientId, consent.Scope });
        builder.Property(consent => consent.ClientId).HasMaxLength(100);
        builder.Property(consent => consent.Scope).HasMaxLength(200);
        builder.HasOne<User>().WithMany().HasForeignKey(consent => consent.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}
