using ServiceDefaults.Notices;
using UserDirectory.Caching;

namespace UserDirectory.Grants;

/// <summary>What was found out about access tokens: that one lives is believed for 5 s, that one is dead for good.</summary>
internal sealed class AccessTokenCache
{
    private const int Capacity = 100_000;
    private const string Notice = "access-tokens";
    private static readonly TimeSpan Belief = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ForGood = TimeSpan.FromDays(1);

    private readonly IChangeNotices _notices;
    private readonly RecentAnswers<string, bool> _live;
    private readonly RecentAnswers<string, bool> _dead;
    private int _revision;

    public AccessTokenCache(IChangeNotices notices, TimeProvider time)
    {
        (_notices, _live, _dead) = (notices, new(time, Capacity), new(time, Capacity));
        notices.Hear(Notice, _ => ForgetLiving());
    }

    /// <summary>Counts up when something was revoked: what was read before then is not to be believed.</summary>
    public int Revision => Volatile.Read(ref _revision);

    public bool? Find(string key) => _dead.TryGet(key, out _) ? false : _live.TryGet(key, out _) ? true : null;

    /// <param name="revision">The <see cref="Revision"/> before the database was asked.</param>
    public void Keep(string key, bool live, int revision)
    {
        if (!live)
            _dead.Set(key, false, ForGood);
        else if (revision == Revision)
            _live.Set(key, true, Belief);
    }

    /// <summary>Forgets who lives, here and at the other instances, after something was revoked by this process.</summary>
    public void Clear()
    {
        ForgetLiving();
        _notices.Tell(Notice, "");
    }

    private void ForgetLiving()
    {
        Interlocked.Increment(ref _revision);
        _live.Clear();
    }
}
