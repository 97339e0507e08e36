using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using UserDirectory.Users;

namespace UserDirectory.ExternalLogins;

/// <summary>An account elsewhere by which a person signs in here: known by issuer and subject, never by its address.</summary>
internal sealed class ExternalLoginRow
{
    public string Issuer { get; set; } = "";

    public string Subject { get; set; } = "";

    public Guid UserId { get; set; }

    /// <summary>The configured provider's name, as it is in addresses.</summary>
    public string Provider { get; set; } = "";

    /// <summary>By which the person knows the other account again: an address or a name there.</summary>
    public string? DisplayName { get; set; }

    public DateTimeOffset LinkedAt { get; set; }

    public DateTimeOffset? LastUsedAt { get; set; }
}

internal sealed class ExternalLoginRowConfiguration : IEntityTypeConfiguration<ExternalLoginRow>
{
    public void Configure(EntityTypeBuilder<ExternalLoginRow> builder)
    {
        builder.ToTable("external_logins");
        builder.HasKey(login => new { login.Issuer, login.Subject });
        builder.Property(login => login.Issuer).HasMaxLength(200);
        builder.Property(login => login.Subject).HasMaxLength(255);
        builder.Property(login => login.Provider).HasMaxLength(50);
        builder.Property(login => login.DisplayName).HasMaxLength(320);
        builder.HasIndex(login => login.UserId);
        builder.HasOne<User>().WithMany().HasForeignKey(login => login.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}
