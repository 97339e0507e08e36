using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using OidcEngine.Registration;
using ServiceDefaults.MasterKeys;
using UserDirectory.Audit;
using UserDirectory.Clients;
using UserDirectory.Database;

namespace UserDirectory.ClientRegistration;

internal sealed class ClientRegistrationStore(
    IDbContextFactory<IdentityDb> databases, ClientRemoval removal, ClientStore clients, MasterKey masterKey, CurrentActor actor, TimeProvider time)
    : IClientRegistrationStore
{
    /// <summary>Clients whose first use this process has written.</summary>
    private readonly ConcurrentDictionary<string, bool> _used = new(StringComparer.Ordinal);

    public async Task<RegistrationPolicy?> FindPolicyAsync(byte[] initialTokenHash, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var token = await Usable(db, initialTokenHash).AsNoTracking().FirstOrDefaultAsync(cancellationToken);
        return token is null ? null : new RegistrationPolicy(token.Scopes, token.GrantTypes);
    }

    public async Task<bool> AddAsync(RegisteredClient client, byte[]? initialTokenHash, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await using var write = await db.BeginWriteAsync(cancellationToken);
        if (initialTokenHash is not null && !await TakeUseAsync(db, initialTokenHash, cancellationToken)) return false;

        var row = new ClientRow { ClientId = client.Client.ClientId, CreatedAt = client.IssuedAt };
        Write(row, client);
        db.Add(row);
        db.Audit(Entry("client.registered", row));
        await db.SaveChangesAsync(cancellationToken);
        db.AfterCommit(clients.Forget);
        await write.CommitAsync(cancellationToken);
        return true;
    }

    public async Task<RegisteredClient?> FindAsync(string clientId, byte[] tokenHash, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var row = await Owned(db, clientId, tokenHash).AsNoTracking().Include(client => client.Secrets).FirstOrDefaultAsync(cancellationToken);
        return row?.RegistrationPolicy is { } policy
            ? new RegisteredClient(row.ToClient(masterKey), tokenHash, ReadPolicy(policy), row.CreatedAt)
            : null;
    }

    public async Task<bool> ReplaceAsync(RegisteredClient client, byte[] tokenHash, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await using var write = await db.BeginWriteAsync(cancellationToken);
        if (!await TakeTokenAsync(db, client, tokenHash, cancellationToken)) return false;

        var row = await Owned(db, client.Client.ClientId, client.TokenHash).Include(existing => existing.Secrets).SingleAsync(cancellationToken);
        var before = JsonNode.Parse(row.Metadata)!.AsObject();
        Write(row, client);
        row.Version++;
        db.Audit(Entry("client.updated", row) with { OldValues = before });
        await db.SaveChangesAsync(cancellationToken);
        db.AfterCommit(clients.Forget);
        await write.CommitAsync(cancellationToken);
        return true;
    }

    public async Task<bool> DeleteAsync(string clientId, byte[] tokenHash, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await removal.RemoveAsync(db, Owned(db, clientId, tokenHash), clientId, ActorOf(clientId), cancellationToken);
    }

    public async ValueTask NoteUseAsync(string clientId, CancellationToken cancellationToken)
    {
        if (_used.ContainsKey(clientId)) return;
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await using var write = await db.BeginWriteAsync(cancellationToken);
        var now = time.GetUtcNow();
        await db.Set<ClientRow>().Where(client => client.ClientId == clientId && client.UsedAt == null)
            .ExecuteUpdateAsync(row => row.SetProperty(client => client.UsedAt, now), cancellationToken);
        await write.CommitAsync(cancellationToken);
        _used.TryAdd(clientId, true);
    }

    private IQueryable<InitialAccessTokenRow> Usable(IdentityDb db, byte[] hash)
    {
        var now = time.GetUtcNow();
        return db.Set<InitialAccessTokenRow>().Where(token => token.Sha256 == hash && token.UsesLeft > 0 && token.ExpiresAt > now);
    }

    private async Task<bool> TakeUseAsync(IdentityDb db, byte[] hash, CancellationToken cancellationToken) =>
        await Usable(db, hash).ExecuteUpdateAsync(
            row => row.SetProperty(token => token.UsesLeft, token => token.UsesLeft - 1), cancellationToken) == 1;

    private static IQueryable<ClientRow> Owned(IdentityDb db, string clientId, byte[] tokenHash) =>
        db.Set<ClientRow>().Where(client => client.ClientId == clientId && client.RegistrationTokenHash == tokenHash && client.Enabled);

    private static async Task<bool> TakeTokenAsync(
        IdentityDb db, RegisteredClient client, byte[] tokenHash, CancellationToken cancellationToken) =>
        await Owned(db, client.Client.ClientId, tokenHash).ExecuteUpdateAsync(
            row => row.SetProperty(existing => existing.RegistrationTokenHash, client.TokenHash), cancellationToken) == 1;

    private void Write(ClientRow row, RegisteredClient registered)
    {
        var now = time.GetUtcNow();
        var client = registered.Client;
        row.Metadata = ClientRow.MetadataOf(client);
        row.UpdatedAt = now;
        row.RegistrationTokenHash = registered.TokenHash;
        row.RegistrationPolicy = WritePolicy(registered.Policy);
        row.Secrets.RemoveAll(kept => !client.Secrets.Any(secret => secret.Sha256.AsSpan().SequenceEqual(kept.Sha256)));
        foreach (var secret in client.Secrets)
            if (!row.Secrets.Exists(kept => kept.Sha256.AsSpan().SequenceEqual(secret.Sha256)))
                row.Secrets.Add(ClientSecretRow.Of(client.ClientId, secret, masterKey, now));
    }

    private AuditEntry Entry(string action, ClientRow row) => new(action, ActorOf(row.ClientId))
    {
        TargetType = "client",
        TargetId = row.ClientId,
        NewValues = JsonNode.Parse(row.Metadata)!.AsObject(),
    };

    private Actor ActorOf(string clientId) => actor.Get() with { ClientId = clientId };

    private static string WritePolicy(RegistrationPolicy policy) => new JsonObject
    {
        ["scope"] = string.Join(' ', policy.Scopes),
        ["grant_types"] = string.Join(' ', policy.GrantTypes),
    }.ToJsonString();

    private static RegistrationPolicy ReadPolicy(string text)
    {
        var json = JsonNode.Parse(text)!;
        return RegistrationPolicy.Parse((string)json["scope"]!, (string)json["grant_types"]!);
    }
}
