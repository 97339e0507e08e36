using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace UserDirectory.ExternalLogins;

/// <summary>A browser has proved to own an account elsewhere that nobody here has linked. It becomes a new account or a link, once.</summary>
internal sealed class ExternalProofRow
{
    /// <summary>SHA-256 of the handle in the browser's cookie.</summary>
    public byte[] HandleHash { get; set; } = [];

    public string Provider { get; set; } = "";

    public string Issuer { get; set; } = "";

    public string Subject { get; set; } = "";

    public string? Email { get; set; }

    public bool EmailVerified { get; set; }

    public string? Name { get; set; }

    public string? GivenName { get; set; }

    public string? FamilyName { get; set; }

    public string ReturnUrl { get; set; } = "";

    public DateTimeOffset ExpiresAt { get; set; }
}

internal sealed class ExternalProofRowConfiguration : IEntityTypeConfiguration<ExternalProofRow>
{
    public void Configure(EntityTypeBuilder<ExternalProofRow> builder)
    {
        builder.ToTable("external_proofs");
        builder.HasKey(proof => proof.HandleHash);
        builder.Property(proof => proof.Provider).HasMaxLength(50);
        builder.Property(proof => proof.Issuer).HasMaxLength(200);
        builder.Property(proof => proof.Subject).HasMaxLength(255);
        builder.Property(proof => proof.Email).HasMaxLength(320);
        builder.Property(proof => proof.Name).HasMaxLength(200);
        builder.Property(proof => proof.GivenName).HasMaxLength(200);
        builder.Property(proof => proof.FamilyName).HasMaxLength(200);
        builder.Property(proof => proof.ReturnUrl).HasMaxLength(2048);
        builder.HasIndex(proof => proof.ExpiresAt);
    }
}
