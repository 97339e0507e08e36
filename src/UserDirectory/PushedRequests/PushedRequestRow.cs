using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace UserDirectory.PushedRequests;

/// <summary>An authorization request that a client pushed. Taking it deletes the row.</summary>
internal sealed class PushedRequestRow
{
    public byte[] HandleHash { get; set; } = [];

    public string ClientId { get; set; } = "";

    /// <summary>A JSON object of the request's parameters.</summary>
    public string Parameters { get; set; } = "{}";

    public DateTimeOffset ExpiresAt { get; set; }
}

internal sealed class PushedRequestRowConfiguration : IEntityTypeConfiguration<PushedRequestRow>
{
    public void Configure(EntityTypeBuilder<PushedRequestRow> builder)
    {
        builder.ToTable("pushed_requests");
        builder.HasKey(request => request.HandleHash);
        builder.Property(request => request.ClientId).HasMaxLength(100);
        builder.HasIndex(request => request.ExpiresAt);
    }
}
