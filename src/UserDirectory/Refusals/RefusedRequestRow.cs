using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace UserDirectory.Refusals;

/// <summary>What a refused protocol request broke on, for a day. Neither a person nor an address stands in it.</summary>
internal sealed class RefusedRequestRow
{
    public Guid Id { get; set; }

    /// <summary>The support code.</summary>
    public string Code { get; set; } = "";

    public DateTimeOffset OccurredAt { get; set; }

    public DateTimeOffset ExpiresAt { get; set; }

    public string Endpoint { get; set; } = "";

    /// <summary>As the request named it, registered or not.</summary>
    public string? ClientId { get; set; }

    public string Error { get; set; } = "";

    public string Description { get; set; } = "";

    public int Status { get; set; }

    public string? Detail { get; set; }

    public string? Rule { get; set; }

    public string? Clause { get; set; }

    public string? Fix { get; set; }

    public string? Expected { get; set; }

    public string? Received { get; set; }

    /// <summary>A JSON array of what was received, as far as it may be shown.</summary>
    public string Parameters { get; set; } = "[]";
}

internal sealed class RefusedRequestRowConfiguration : IEntityTypeConfiguration<RefusedRequestRow>
{
    public void Configure(EntityTypeBuilder<RefusedRequestRow> builder)
    {
        builder.ToTable("refused_requests");
        builder.Property(row => row.Code).HasMaxLength(9);
        builder.Property(row => row.Endpoint).HasMaxLength(200);
        builder.Property(row => row.ClientId).HasMaxLength(500);
        builder.HasIndex(row => row.Code).IsUnique();
        builder.HasIndex(row => row.ExpiresAt);
        builder.HasIndex(row => new { row.ClientId, row.Id });
    }
}
