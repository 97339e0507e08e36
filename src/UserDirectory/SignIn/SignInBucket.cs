using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace UserDirectory.SignIn;

/// <summary>Counts the attempts on one account from one device and network, or from all strangers together.</summary>
internal sealed class SignInBucket
{
    /// <summary>SHA-256 of account, device and network.</summary>
    public byte[] Key { get; set; } = [];

    /// <summary>The account, when there is one; an administrator's unlock deletes by it.</summary>
    public Guid? UserId { get; set; }

    public int Attempts { get; set; }

    public DateTimeOffset? BlockedUntil { get; set; }

    public DateTimeOffset? LastAttemptAt { get; set; }
}

internal sealed class SignInBucketConfiguration : IEntityTypeConfiguration<SignInBucket>
{
    public void Configure(EntityTypeBuilder<SignInBucket> builder)
    {
        builder.ToTable("sign_in_buckets");
        builder.HasKey(bucket => bucket.Key);
        builder.HasIndex(bucket => bucket.UserId);
        builder.HasIndex(bucket => bucket.LastAttemptAt);
    }
}
