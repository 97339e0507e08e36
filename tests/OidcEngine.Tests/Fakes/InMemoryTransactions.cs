using OidcEngine.Authorization;

namespace OidcEngine.Tests.Fakes;

internal sealed class InMemoryTransactions(TimeProvider time) : ISignInTransactionStore
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, SignInTransaction> _waiting = new(StringComparer.Ordinal);

    /// <summary>How many were ever added: a row each.</summary>
    public int Added { get; private set; }

    public Task AddAsync(SignInTransaction transaction, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            Added++;
            _waiting.Add(Key(transaction.HandleHash), transaction);
        }
        return Task.CompletedTask;
    }

    /// <summary>Runs after a read, so that a test can let several requests read before one of them writes.</summary>
    public Func<Task> AfterFind { get; set; } = () => Task.CompletedTask;

    public async Task<SignInTransaction?> FindAsync(byte[] handleHash, CancellationToken cancellationToken)
    {
        SignInTransaction? found;
        lock (_lock) found = Live(handleHash);
        await AfterFind();
        return found;
    }

    public Task<bool> DecideAsync(byte[] handleHash, ConsentDecision decision, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (Live(handleHash) is not { } transaction) return Task.FromResult(false);
            _waiting[Key(handleHash)] = transaction with { Consent = decision };
            return Task.FromResult(true);
        }
    }

    public Task<bool> ChooseAsync(byte[] handleHash, Guid sessionId, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (Live(handleHash) is not { } transaction) return Task.FromResult(false);
            _waiting[Key(handleHash)] = transaction with { ChosenSessionId = sessionId };
            return Task.FromResult(true);
        }
    }

    public Task<bool> CompleteAsync(byte[] handleHash, CancellationToken cancellationToken)
    {
        lock (_lock) return Task.FromResult(Live(handleHash) is not null && _waiting.Remove(Key(handleHash)));
    }

    private SignInTransaction? Live(byte[] handleHash) =>
        _waiting.TryGetValue(Key(handleHash), out var transaction) && transaction.ExpiresAt > time.GetUtcNow() ? transaction : null;

    private static string Key(byte[] hash) => Convert.ToHexString(hash);
}
