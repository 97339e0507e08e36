using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using UserDirectory.Users;

namespace UserDirectory.Preferences;

/// <summary>One document of a person's preferences.</summary>
internal sealed class PreferencesRow
{
    public Guid UserId { get; set; }

    /// <summary>One of <see cref="PreferenceKinds"/>.</summary>
    public string Kind { get; set; } = "";

    /// <summary>A JSON object as text: no database is to read its numbers in its own way.</summary>
    public string Document { get; set; } = "{}";

    public long Version { get; set; }

    public DateTimeOffset UpdatedAt { get; set; }
}

internal sealed class PreferencesRowConfiguration : IEntityTypeConfiguration<PreferencesRow>
{
    public void Configure(EntityTypeBuilder<PreferencesRow> builder)
    {
        builder.ToTable("preferences");
        builder.HasKey(row => new { row.UserId, row.Kind });
        builder.Property(row => row.Kind).HasMaxLength(20);
        builder.HasOne<User>().WithMany().HasForeignKey(row => row.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}
