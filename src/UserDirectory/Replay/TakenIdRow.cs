using System.Globalization;
using Jose;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OidcEngine.Replay;

namespace UserDirectory.Replay;

/// <summary>An identifier that was used, until what carried it has expired.</summary>
internal sealed class TakenIdRow
{
    /// <summary>SHA-256 over kind, owner and identifier.</summary>
    public byte[] Hash { get; set; } = [];

    public DateTimeOffset ExpiresAt { get; set; }

    /// <summary>Neither a kind nor an owner has a line feed in it, so that no two triples are one text.</summary>
    public static byte[] HashOf(TakenIdKind kind, string owner, string id) =>
        Handles.Hash(string.Create(CultureInfo.InvariantCulture, $"{kind}\n{owner}\n{id}"));
}

internal sealed class TakenIdRowConfiguration : IEntityTypeConfiguration<TakenIdRow>
{
    public void Configure(EntityTypeBuilder<TakenIdRow> builder)
    {
        builder.ToTable("taken_ids");
        builder.HasKey(taken => taken.Hash);
        builder.HasIndex(taken => taken.ExpiresAt);
    }
}
