using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace UserDirectory.Audit;

/// <summary>The key of one person's values in the trail, wrapped by the master key. Erasing the person empties it for good.</summary>
internal sealed class SubjectKey
{
    /// <summary>The key of values that belong to nobody in particular.</summary>
    public static readonly Guid Nobody = Guid.Empty;

    public Guid SubjectId { get; set; }

    public byte[]? WrappedKey { get; set; }

    public DateTimeOffset? ErasedAt { get; set; }
}

internal sealed class SubjectKeyConfiguration : IEntityTypeConfiguration<SubjectKey>
{
    public void Configure(EntityTypeBuilder<SubjectKey> builder)
    {
        builder.ToTable("subject_keys");
        builder.HasKey(key => key.SubjectId);
        builder.Property(key => key.SubjectId).ValueGeneratedNever();
    }
}
