using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using UserDirectory.Users;

namespace UserDirectory.Links;

/// <summary>What a link in a mail opens, once. A person has one of a kind: the next takes the place of the one before.</summary>
internal sealed class MailLinkRow
{
    public Guid UserId { get; set; }

    /// <summary>What it is for; one kind presented as another is not found.</summary>
    public string Kind { get; set; } = "";

    /// <summary>SHA-256 of the handle in the link.</summary>
    public byte[] HandleHash { get; set; } = [];

    /// <summary>The account's security stamp when it was made: what the link protects has not changed since.</summary>
    public string Stamp { get; set; } = "";

    /// <summary>The address that it confirms, where it does.</summary>
    public string? Address { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset ExpiresAt { get; set; }
}

internal sealed class MailLinkRowConfiguration : IEntityTypeConfiguration<MailLinkRow>
{
    public void Configure(EntityTypeBuilder<MailLinkRow> builder)
    {
        builder.ToTable("mail_links");
        builder.HasKey(link => new { link.UserId, link.Kind });
        builder.Property(link => link.Kind).HasMaxLength(30);
        builder.Property(link => link.Stamp).HasMaxLength(64);
        builder.Property(link => link.Address).HasMaxLength(EmailAddresses.MaxLength);
        builder.HasIndex(link => link.HandleHash).IsUnique();
        builder.HasIndex(link => link.ExpiresAt);
        builder.HasOne<User>().WithMany().HasForeignKey(link => link.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}
