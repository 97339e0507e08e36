using Microsoft.Extensions.Caching.Memory;

namespace OidcClient.SignIn;

/// <summary>The provider's sessions and people whose logout was heard of lately. It only makes a logout felt sooner on the
/// instance that heard of it: the session's tokens are dead everywhere, so it ends at the next refresh at the latest.</summary>
internal sealed class EndedSessions(TimeProvider time) : IDisposable
{
    /// <summary>Longer than an access token lives: after that the refresh has failed.</summary>
    private static readonly TimeSpan KeptFor = TimeSpan.FromHours(1);

    private readonly MemoryCache _ended = new(new MemoryCacheOptions { SizeLimit = 100_000 });

    /// <summary>Notes the end of one session, or of all sessions that a person began before now.</summary>
    public void Add(string? sessionId, string? subject)
    {
        if (sessionId is not null) Remember($"sid:{sessionId}");
        else if (subject is not null) Remember($"sub:{subject}");
    }

    public bool Contains(string? sessionId, string? subject, DateTimeOffset? begun) =>
        (sessionId is not null && _ended.TryGetValue($"sid:{sessionId}", out _))
        || (subject is not null && _ended.TryGetValue($"sub:{subject}", out DateTimeOffset endedAt) && !(begun > endedAt));

    public void Dispose() => _ended.Dispose();

    private void Remember(string key) =>
        _ended.Set(key, time.GetUtcNow(), new MemoryCacheEntryOptions { AbsoluteExpirationRelativeToNow = KeptFor, Size = 1 });
}
