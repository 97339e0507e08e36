using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Caching.Memory;

namespace UserDirectory.Sessions;

/// <summary>Believes for up to five seconds that a session lives: a page asks for it many times, and an end elsewhere counts soon.</summary>
internal sealed class SessionCache(TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Belief = TimeSpan.FromSeconds(5);

    private readonly MemoryCache _sessions = new(new MemoryCacheOptions { SizeLimit = 50_000 });

    public bool TryGet(byte[] handleHash, [NotNullWhen(true)] out LiveSession? session)
    {
        var found = _sessions.TryGetValue(Key(handleHash), out Belonging? kept) && time.GetElapsedTime(kept!.Since) < Belief;
        session = found ? kept!.Session : null;
        return found;
    }

    public void Put(byte[] handleHash, LiveSession session) =>
        _sessions.Set(Key(handleHash), new Belonging(session, time.GetTimestamp()), new MemoryCacheEntryOptions
        {
            Size = 1,
            AbsoluteExpirationRelativeToNow = Belief,
        });

    public void Forget(byte[] handleHash) => _sessions.Remove(Key(handleHash));

    public void Dispose() => _sessions.Dispose();

    private static string Key(byte[] handleHash) => Convert.ToBase64String(handleHash);

    private sealed record Belonging(LiveSession Session, long Since);
}
