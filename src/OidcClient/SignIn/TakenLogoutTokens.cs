using System.Collections.Concurrent;
using Jose;

namespace OidcClient.SignIn;

/// <summary>The logout tokens that this instance has acted on, until they expire (OpenID Connect Back-Channel Logout 1.0 §2.6, step 8). A
/// token that names only the person would otherwise end, presented again, the session that they have begun since.</summary>
internal sealed class TakenLogoutTokens(TimeProvider time)
{
    /// <summary>Clocks apart must not make room for a repetition.</summary>
    private static readonly TimeSpan KeptBeyondExpiry = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, DateTimeOffset> _endById = new(StringComparer.Ordinal);

    /// <summary>True once for each token. Only tokens that were validated come here, so the provider alone decides how many there are.</summary>
    public bool TryTake(Jwt logoutToken)
    {
        var now = time.GetUtcNow();
        foreach (var (id, end) in _endById)
            if (end < now) _endById.TryRemove(id, out _);
        return _endById.TryAdd(logoutToken.Id!, logoutToken.Expires!.Value + KeptBeyondExpiry);
    }
}
