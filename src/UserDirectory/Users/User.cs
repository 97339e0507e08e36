using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace UserDirectory.Users;

/// <summary>A person who may sign in. Its profile bears the names of OpenID Connect Core §5.1.</summary>
public sealed class User : IdentityUser<Guid>
{
    public string? GivenName { get; set; }

    public string? FamilyName { get; set; }

    public string? MiddleName { get; set; }

    public string? Nickname { get; set; }

    public string? Bio { get; set; }

    public string? Website { get; set; }

    public string? Birthdate { get; set; }

    public string? Gender { get; set; }

    public string? Zoneinfo { get; set; }

    public string? Locale { get; set; }

    public string? StreetAddress { get; set; }

    public string? Locality { get; set; }

    public string? Region { get; set; }

    public string? PostalCode { get; set; }

    public string? Country { get; set; }

    /// <summary>One of <see cref="UserStatus"/>.</summary>
    public string Status { get; set; } = UserStatus.Active;

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset UpdatedAt { get; set; }

    public DateTimeOffset? LastSignInAt { get; set; }

    public DateTimeOffset? PasswordChangedAt { get; set; }

    /// <summary>Which upload is the person's picture; null when there is none.</summary>
    public Guid? AvatarVersion { get; set; }

    /// <summary>When an account whose deletion was asked for is erased for good.</summary>
    public DateTimeOffset? PurgeAfter { get; set; }

    /// <summary>The status that keeping such an account gives back.</summary>
    public string? StatusBeforeDeletion { get; set; }

    /// <summary>The person asked for the deletion, and may take that back.</summary>
    public bool DeletedByOwner { get; set; }

    /// <summary>Goes up with each change of what the API shows; the UPDATE checks it.</summary>
    public long Version { get; set; } = 1;

    /// <summary>What the search looks through, see <see cref="SearchText"/>.</summary>
    public string SearchTerms { get; set; } = "";

    /// <summary>To be called after each change and before it is saved.</summary>
    internal void Changed(DateTimeOffset now)
    {
        Version++;
        UpdatedAt = now;
        SearchTerms = SearchText.Of(this);
    }
}

internal sealed class UserConfiguration : IEntityTypeConfiguration<User>
{
    public void Configure(EntityTypeBuilder<User> builder)
    {
        builder.Property(user => user.Id).ValueGeneratedNever();
        builder.Property(user => user.UserName).IsRequired().HasMaxLength(UserNames.MaxLength);
        builder.Property(user => user.NormalizedUserName).IsRequired().HasMaxLength(UserNames.MaxLength);
        builder.Property(user => user.Email).IsRequired().HasMaxLength(EmailAddresses.MaxLength);
        builder.Property(user => user.NormalizedEmail).IsRequired().HasMaxLength(EmailAddresses.MaxLength);
        builder.Property(user => user.Status).HasMaxLength(20);
        builder.Property(user => user.StatusBeforeDeletion).HasMaxLength(20);
        builder.Property(user => user.Version).IsConcurrencyToken();
        builder.HasIndex(user => user.NormalizedUserName).IsUnique();
        builder.HasIndex(user => user.NormalizedEmail).IsUnique();
        builder.HasIndex(user => new { user.CreatedAt, user.Id });
        builder.HasIndex(user => new { user.Status, user.CreatedAt, user.Id });
        builder.HasIndex(user => user.PurgeAfter).HasFilter("purge_after IS NOT NULL");
    }
}
