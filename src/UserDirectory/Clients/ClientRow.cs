using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace UserDirectory.Clients;

/// <summary>A registered client: RFC 7591 metadata as one JSON document, its secrets in rows of their own.</summary>
internal sealed class ClientRow
{
    public string ClientId { get; set; } = "";

    /// <summary>Client metadata without secrets.</summary>
    public string Metadata { get; set; } = "{}";

    public bool Enabled { get; set; } = true;

    /// <summary>SHA-256 of the file's entry that was written last; null for a client that no file names.</summary>
    public byte[]? EntryHash { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset UpdatedAt { get; set; }

    public long Version { get; set; } = 1;

    public List<ClientSecretRow> Secrets { get; } = [];
}

/// <summary>A client secret, by its SHA-256: it is of full entropy and needs no slow hash.</summary>
internal sealed class ClientSecretRow
{
    public Guid Id { get; set; }

    public string ClientId { get; set; } = "";

    public byte[] Sha256 { get; set; } = [];

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset? ExpiresAt { get; set; }
}

internal sealed class ClientRowConfiguration : IEntityTypeConfiguration<ClientRow>
{
    public void Configure(EntityTypeBuilder<ClientRow> builder)
    {
        builder.ToTable("clients");
        builder.HasKey(client => client.ClientId);
        builder.Property(client => client.ClientId).HasMaxLength(100);
        builder.Property(client => client.Version).IsConcurrencyToken();
        builder.HasMany(client => client.Secrets).WithOne().HasForeignKey(secret => secret.ClientId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class ClientSecretRowConfiguration : IEntityTypeConfiguration<ClientSecretRow>
{
    public void Configure(EntityTypeBuilder<ClientSecretRow> builder)
    {
        builder.ToTable("client_secrets");
        builder.Property(secret => secret.Id).ValueGeneratedNever();
        builder.Property(secret => secret.ClientId).HasMaxLength(100);
    }
}
