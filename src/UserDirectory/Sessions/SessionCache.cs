using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Caching.Memory;
using ServiceDefaults.Notices;

namespace UserDirectory.Sessions;

/// <summary>Believes for up to five seconds that a session lives: a page asks for it many times, and an end elsewhere counts soon.</summary>
internal sealed class SessionCache : IDisposable
{
    private const string Notice = "session";
    private static readonly TimeSpan Belief = TimeSpan.FromSeconds(5);

    private readonly MemoryCache _sessions = new(new MemoryCacheOptions { SizeLimit = 50_000 });
    private readonly IChangeNotices _notices;
    private readonly TimeProvider _time;

    public SessionCache(IChangeNotices notices, TimeProvider time)
    {
        (_notices, _time) = (notices, time);
        notices.Hear(Notice, _sessions.Remove);
    }

    public bool TryGet(byte[] handleHash, [NotNullWhen(true)] out LiveSession? session)
    {
        var found = _sessions.TryGetValue(Key(handleHash), out Belonging? kept) && _time.GetElapsedTime(kept!.Since) < Belief;
        session = found ? kept!.Session : null;
        return found;
    }

    public void Put(byte[] handleHash, LiveSession session) =>
        _sessions.Set(Key(handleHash), new Belonging(session, _time.GetTimestamp()), new MemoryCacheEntryOptions
        {
            Size = 1,
            AbsoluteExpirationRelativeToNow = Belief,
        });

    /// <summary>Forgets it here.</summary>
    public void Drop(byte[] handleHash) => _sessions.Remove(Key(handleHash));

    /// <summary>Forgets it here and at the other instances. They are told its hash, from which nobody gets to the handle.</summary>
    public void Forget(byte[] handleHash)
    {
        var key = Key(handleHash);
        _sessions.Remove(key);
        _notices.Tell(Notice, key);
    }

    public void Dispose() => _sessions.Dispose();

    private static string Key(byte[] handleHash) => Convert.ToBase64String(handleHash);

    private sealed record Belonging(LiveSession Session, long Since);
}
