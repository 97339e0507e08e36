using OidcEngine.PushedAuthorization;

namespace OidcEngine.Tests.Fakes;

internal sealed class InMemoryPushedRequests(TimeProvider time) : IPushedRequestStore
{
    private readonly Lock _lock = new();
    private readonly List<PushedRequest> _waiting = [];

    /// <summary>What waits, oldest first.</summary>
    public IReadOnlyList<PushedRequest> Waiting
    {
        get
        {
            lock (_lock) return [.. _waiting];
        }
    }

    public Task AddAsync(PushedRequest request, CancellationToken cancellationToken)
    {
        lock (_lock) _waiting.Add(request);
        return Task.CompletedTask;
    }

    public Task<PushedRequest?> TakeAsync(byte[] handleHash, string clientId, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var found = _waiting.Find(request =>
                request.HandleHash.SequenceEqual(handleHash) && request.ClientId == clientId && request.ExpiresAt > time.GetUtcNow());
            if (found is not null) _waiting.Remove(found);
            return Task.FromResult(found);
        }
    }
}
