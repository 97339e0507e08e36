using System.Collections.Concurrent;
using Jose;
using OidcEngine.Grants;
using OidcEngine.Registration;

namespace OidcEngine.Tests.Fakes;

/// <summary>Registrations in memory, beside the clients. Each call is atomic, as the transactions of a database are.</summary>
internal sealed class InMemoryRegistrations(InMemoryClients clients, InMemoryGrants grants) : IClientRegistrationStore
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, (RegistrationPolicy Policy, int Uses)> _tokens = [];
    private readonly Dictionary<string, RegisteredClient> _registered = [];

    /// <summary>Clients that got a token.</summary>
    public ConcurrentDictionary<string, bool> Used { get; } = new();

    public IReadOnlyList<RegisteredClient> All
    {
        get
        {
            lock (_lock) return [.. _registered.Values];
        }
    }

    /// <summary>A new initial access token.</summary>
    public string Invite(RegistrationPolicy policy, int uses = 1)
    {
        var token = Handles.Create();
        lock (_lock) _tokens[Key(Handles.Hash(token))] = (policy, uses);
        return token;
    }

    public Task<RegistrationPolicy?> FindPolicyAsync(byte[] initialTokenHash, CancellationToken cancellationToken)
    {
        lock (_lock)
            return Task.FromResult(_tokens.TryGetValue(Key(initialTokenHash), out var token) && token.Uses > 0 ? token.Policy : null);
    }

    public Task<bool> AddAsync(RegisteredClient client, byte[]? initialTokenHash, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (initialTokenHash is not null)
            {
                var (policy, uses) = _tokens[Key(initialTokenHash)];
                if (uses == 0) return Task.FromResult(false);
                _tokens[Key(initialTokenHash)] = (policy, uses - 1);
            }
            Put(client);
            return Task.FromResult(true);
        }
    }

    public Task<RegisteredClient?> FindAsync(string clientId, byte[] tokenHash, CancellationToken cancellationToken)
    {
        lock (_lock) return Task.FromResult(Find(clientId, tokenHash));
    }

    public Task<bool> ReplaceAsync(RegisteredClient client, byte[] tokenHash, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (Find(client.Client.ClientId, tokenHash) is null) return Task.FromResult(false);
            Put(client);
            return Task.FromResult(true);
        }
    }

    public Task<bool> DeleteAsync(string clientId, byte[] tokenHash, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (Find(clientId, tokenHash) is not { } found) return Task.FromResult(false);
            _registered.Remove(clientId);
            clients.Put(found.Client with { Enabled = false });
            grants.Revoke(row => row.Grant.ClientId == clientId, RevocationReason.ClientDisabled);
            return Task.FromResult(true);
        }
    }

    public ValueTask NoteUseAsync(string clientId, CancellationToken cancellationToken)
    {
        Used.TryAdd(clientId, true);
        return ValueTask.CompletedTask;
    }

    private void Put(RegisteredClient client)
    {
        var kept = client with { Client = client.Client with { RegisteredDynamically = true } };
        _registered[kept.Client.ClientId] = kept;
        clients.Put(kept.Client);
    }

    private RegisteredClient? Find(string clientId, byte[] tokenHash) =>
        _registered.TryGetValue(clientId, out var found) && found.TokenHash.SequenceEqual(tokenHash) ? found : null;

    private static string Key(byte[] hash) => Convert.ToHexString(hash);
}
