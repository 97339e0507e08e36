using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace UserDirectory.Roles;

/// <summary>A named set of permissions.</summary>
public sealed class Role : IdentityRole<Guid>
{
    public string? Description { get; set; }

    /// <summary>Of <see cref="Permissions"/>; for <see cref="RoleNames.Admin"/> it is not read.</summary>
    public List<string> Granted { get; set; } = [];

    /// <summary>True for a role that ships.</summary>
    public bool BuiltIn { get; set; }

    /// <summary>Whoever holds it signs in with a second factor, and must set one up before anything else.</summary>
    public bool RequiresSecondFactor { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset UpdatedAt { get; set; }

    public long Version { get; set; } = 1;
}

internal sealed class RoleConfiguration : IEntityTypeConfiguration<Role>
{
    public void Configure(EntityTypeBuilder<Role> builder)
    {
        builder.Property(role => role.Id).ValueGeneratedNever();
        builder.Property(role => role.Name).IsRequired().HasMaxLength(50);
        builder.Property(role => role.NormalizedName).IsRequired().HasMaxLength(50);
        builder.Property(role => role.Description).HasMaxLength(500);
        builder.Property(role => role.Granted).HasColumnName("permissions");
        builder.Property(role => role.Version).IsConcurrencyToken();
    }
}
