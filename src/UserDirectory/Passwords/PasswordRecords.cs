using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using UserDirectory.Users;

namespace UserDirectory.Passwords;

/// <summary>An algorithm that hashes in this database may use. The newest <see cref="ChosenAt"/> is the one that is written.</summary>
internal sealed class PasswordFormatRecord
{
    public string Algorithm { get; set; } = "";

    public DateTimeOffset ChosenAt { get; set; }
}

/// <summary>A password that a person had before.</summary>
internal sealed class FormerPassword
{
    public Guid Id { get; set; }

    public Guid UserId { get; set; }

    public string PasswordHash { get; set; } = "";

    public DateTimeOffset CreatedAt { get; set; }
}

internal sealed class PasswordFormatRecordConfiguration : IEntityTypeConfiguration<PasswordFormatRecord>
{
    public void Configure(EntityTypeBuilder<PasswordFormatRecord> builder)
    {
        builder.ToTable("password_formats");
        builder.HasKey(record => record.Algorithm);
        builder.Property(record => record.Algorithm).HasMaxLength(32);
    }
}

internal sealed class FormerPasswordConfiguration : IEntityTypeConfiguration<FormerPassword>
{
    public void Configure(EntityTypeBuilder<FormerPassword> builder)
    {
        builder.ToTable("former_passwords");
        builder.Property(password => password.Id).ValueGeneratedNever();
        builder.HasIndex(password => new { password.UserId, password.CreatedAt });
        builder.HasOne<User>().WithMany().HasForeignKey(password => password.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}
