using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace UserDirectory.Users;

/// <summary>An account that was once made from <c>Identity:UsersFile</c>. It is not made again, also when it was erased or renamed.</summary>
internal sealed class SeededUser
{
    public string UserNameKey { get; set; } = "";

    public Guid UserId { get; set; }
}

internal sealed class SeededUserConfiguration : IEntityTypeConfiguration<SeededUser>
{
    public void Configure(EntityTypeBuilder<SeededUser> builder)
    {
        builder.ToTable("seeded_users");
        builder.HasKey(seeded => seeded.UserNameKey);
        builder.Property(seeded => seeded.UserNameKey).HasMaxLength(UserNames.MaxLength);
    }
}
