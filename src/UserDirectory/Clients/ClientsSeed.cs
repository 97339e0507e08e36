using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using OidcEngine.Clients;
using OidcEngine.Scopes;
using ServiceDefaults.Configuration;
using ServiceDefaults.MasterKeys;
using UserDirectory.Audit;
using UserDirectory.Database;
using UserDirectory.Resources;

namespace UserDirectory.Clients;

/// <summary>The built-in clients, and those of <c>Identity:ClientsFile</c>. An entry is written when it differs from the one that was
/// written last, so that what an administrator changed stays; a client that leaves the file stays too.</summary>
internal sealed class ClientsSeed(
    IConfiguration configuration, IHostEnvironment environment, MasterKey masterKey, TimeProvider time) : ISeed
{
    private const string Setting = "Identity:ClientsFile";
    private const string Demo = "Clients.demo-clients.json";

    public async Task ApplyAsync(IdentityDb db, CancellationToken cancellationToken)
    {
        var secret = AdminUiSecret.Read(configuration, environment, masterKey);
        var clients = BuiltInClients.Read(PublicUrls.Read(configuration, environment), secret, configuration)
            .Concat(SeedFile.Read(configuration, Setting, environment.IsDevelopment() ? Demo : null))
            .Select(entry => (Client: Parse(entry), Hash: SeedFile.Hash(entry))).ToList();
        if (clients.GroupBy(entry => entry.Client.ClientId, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new StartupFailure($"{Setting}: the client {twice.Key} stands there twice, or is a built-in one.");

        var ids = clients.Select(entry => entry.Client.ClientId).ToList();
        var rows = await db.Set<ClientRow>().Include(row => row.Secrets)
            .Where(row => ids.Contains(row.ClientId)).ToDictionaryAsync(row => row.ClientId, cancellationToken);
        var scopes = await db.Set<ScopeRow>().Select(scope => scope.Name).ToHashSetAsync(cancellationToken);
        foreach (var (client, hash) in clients)
        {
            if (client.Scopes.FirstOrDefault(scope => !IdentityScopes.Contains(scope) && !scopes.Contains(scope)) is { } unknown)
                throw new StartupFailure($"{Setting}: the client {client.ClientId} has the scope {unknown}, which belongs to no resource.");
            Write(db, rows.GetValueOrDefault(client.ClientId), client, hash);
        }

        await db.SaveChangesAsync(cancellationToken);
    }

    private Client Parse(JsonElement entry)
    {
        switch (ClientMetadata.Read(entry, allowShortSecrets: environment.IsDevelopment()))
        {
            case ClientMetadataReading.Valid valid:
                return valid.Client;
            case ClientMetadataReading.Invalid { Errors: var errors }:
                var rules = string.Join(' ', errors.Select(error => $"{error.Member}: {error.Rule}"));
                throw new StartupFailure($"{Setting}: the client {NameOf(entry)} cannot be taken. {rules}");
            default:
                throw new InvalidOperationException("Client metadata is valid or invalid.");
        }
    }

    private static string? NameOf(JsonElement entry) =>
        entry.TryGetProperty("client_id", out var id) && id.ValueKind == JsonValueKind.String ? id.GetString() : "without client_id";

    private void Write(IdentityDb db, ClientRow? row, Client client, byte[] hash)
    {
        if (row?.EntryHash is { } written && written.AsSpan().SequenceEqual(hash))
            return;

        var now = time.GetUtcNow();
        var action = row is null ? "client.created" : "client.updated";
        if (row is null)
            db.Add(row = new ClientRow { ClientId = client.ClientId, CreatedAt = now });
        else
            row.Version++;
        (row.Metadata, row.EntryHash, row.UpdatedAt) = (ClientRow.MetadataOf(client), hash, now);
        WriteSecrets(row, client, now);
        db.Audit(new AuditEntry(action, Actor.System)
        {
            TargetType = "client",
            TargetId = client.ClientId,
            NewValues = JsonNode.Parse(row.Metadata)!.AsObject(),
        });
    }

    private void WriteSecrets(ClientRow row, Client client, DateTimeOffset now)
    {
        row.Secrets.Clear();
        foreach (var secret in client.Secrets)
            row.Secrets.Add(ClientSecretRow.Of(client.ClientId, secret, masterKey, now));
    }
}
