using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OidcEngine.Clients;
using ServiceDefaults.MasterKeys;

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

    /// <summary>SHA-256 of the registration access token of a client that registered itself; null for others.</summary>
    public byte[]? RegistrationTokenHash { get; set; }

    /// <summary>What a client that registered itself may have at most, as JSON.</summary>
    public string? RegistrationPolicy { get; set; }

    /// <summary>When a client that registered itself first got a token.</summary>
    public DateTimeOffset? UsedAt { get; set; }

    public List<ClientSecretRow> Secrets { get; } = [];

    public Client ToClient(MasterKey masterKey)
    {
        using var metadata = JsonDocument.Parse(Metadata);
        return ClientMetadata.ReadStored(metadata.RootElement, [.. Secrets.Select(secret => secret.Open(masterKey))]) with
        {
            RegisteredDynamically = RegistrationTokenHash is not null,
        };
    }

    public static string MetadataOf(Client client)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
            ClientMetadata.Write(writer, client);
        return Encoding.UTF8.GetString(buffer.ToArray());
    }
}

/// <summary>A client secret, by its SHA-256: it is of full entropy and needs no slow hash. The secret itself is kept, under the master key,
/// only for clients that make an HMAC with it.</summary>
internal sealed class ClientSecretRow
{
    public Guid Id { get; set; }

    public string ClientId { get; set; } = "";

    /// <summary>Empty where the secret itself is kept: an HMAC with a long secret is one with its hash too (RFC 2104 §2), so the hash would
    /// open what the master key keeps closed.</summary>
    public byte[] Sha256 { get; set; } = [];

    public byte[]? WrappedSecret { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset? ExpiresAt { get; set; }

    public static ClientSecretRow Of(string clientId, ClientSecret secret, MasterKey masterKey, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        ClientId = clientId,
        Sha256 = secret.Value is null ? secret.Sha256 : [],
        WrappedSecret = secret.Value is { } value ? masterKey.Wrap(value, Purpose(clientId)) : null,
        CreatedAt = now,
        ExpiresAt = secret.ExpiresAt,
    };

    public ClientSecret Open(MasterKey masterKey)
    {
        if (WrappedSecret is not { } wrapped) return new ClientSecret(Sha256, ExpiresAt);
        var value = masterKey.Unwrap(wrapped, Purpose(ClientId));
        return new ClientSecret(SHA256.HashData(value), ExpiresAt) { Value = value };
    }

    // A wrapped secret that is moved to another client's row does not open there.
    private static string Purpose(string clientId) => $"client_secret:{clientId}";
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
