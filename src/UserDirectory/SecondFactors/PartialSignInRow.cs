using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using UserDirectory.Users;

namespace UserDirectory.SecondFactors;

/// <summary>A browser that has proved the first factor and owes the second. It is nobody everywhere else. Completing it deletes the row.</summary>
internal sealed class PartialSignInRow
{
    /// <summary>SHA-256 of the handle in the browser's cookie.</summary>
    public byte[] HandleHash { get; set; } = [];

    public Guid UserId { get; set; }

    /// <summary>The account's security stamp when the first factor was proved: a change of the password ends this too.</summary>
    public string Stamp { get; set; } = "";

    /// <summary>When the first factor was proved.</summary>
    public DateTimeOffset AuthTime { get; set; }

    /// <summary>The methods of the first factor (RFC 8176).</summary>
    public string[] Amr { get; set; } = [];

    /// <summary>Where the sign-in leads.</summary>
    public string ReturnUrl { get; set; } = "";

    /// <summary>Keyed hash of the code that was mailed; null when none was.</summary>
    public byte[]? MailedCode { get; set; }

    public DateTimeOffset? MailedAt { get; set; }

    /// <summary>How many codes were tried here.</summary>
    public int Attempts { get; set; }

    public DateTimeOffset ExpiresAt { get; set; }
}

internal sealed class PartialSignInRowConfiguration : IEntityTypeConfiguration<PartialSignInRow>
{
    public void Configure(EntityTypeBuilder<PartialSignInRow> builder)
    {
        builder.ToTable("partial_sign_ins");
        builder.HasKey(partial => partial.HandleHash);
        builder.Property(partial => partial.Stamp).HasMaxLength(64);
        builder.Property(partial => partial.ReturnUrl).HasMaxLength(2048);
        builder.HasIndex(partial => partial.UserId);
        builder.HasIndex(partial => partial.ExpiresAt);
        builder.HasOne<User>().WithMany().HasForeignKey(partial => partial.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}
