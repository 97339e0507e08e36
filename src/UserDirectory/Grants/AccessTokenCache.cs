using UserDirectory.Caching;

namespace UserDirectory.Grants;

/// <summary>What was found out about access tokens: that one lives is believed for 5 s, that one is dead for good.</summary>
internal sealed class AccessTokenCache(TimeProvider time)
{
    private const int Capacity = 100_000;
    private static readonly TimeSpan Belief = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ForGood = TimeSpan.FromDays(1);

    private readonly RecentAnswers<string, bool> _live = new(time, Capacity);
    private readonly RecentAnswers<string, bool> _dead = new(time, Capacity);

    /// <summary>Counts up when something was revoked here: what was read before then is not to be believed.</summary>
    public int Revision { get; private set; }

    public bool? Find(string key) => _dead.TryGet(key, out _) ? false : _live.TryGet(key, out _) ? true : null;

    /// <param name="revision">The <see cref="Revision"/> before the database was asked.</param>
    public void Keep(string key, bool live, int revision)
    {
        if (!live)
            _dead.Set(key, false, ForGood);
        else if (revision == Revision)
            _live.Set(key, true, Belief);
    }

    /// <summary>Forgets who lives, after something was revoked by this process.</summary>
    public void Clear()
    {
        Revision++;
        _live.Clear();
    }
}
