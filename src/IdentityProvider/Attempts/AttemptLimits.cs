using System.Text;
using ServiceDefaults.RateLimiting;
using ServiceDefaults.Requests;

namespace IdentityProvider.Attempts;

/// <summary>How often passwords may be tried and accounts be made. Lockout of an account is the directory's; this counts before
/// anything is looked up, so it is the same for accounts that exist and accounts that do not.</summary>
internal sealed class AttemptLimits(RateLimits limits, RateLimitCounters counters)
{
    private const int MaxKeyLength = 100;

    /// <summary>Null when the password may be tried; else how long to wait.</summary>
    public TimeSpan? RefuseSignIn(HttpContext http, string userName)
    {
        var network = counters.Look(limits.SignInFailures, FailureKey(http));
        if (!network.IsAllowed) return network.Reset;
        var account = counters.Take(limits.SignIn, $"sign-in:{Fold(userName)}");
        return account.IsAllowed ? null : account.Reset;
    }

    public void CountFailure(HttpContext http) => counters.Take(limits.SignInFailures, FailureKey(http));

    /// <summary>Null when an account may be made; else how long to wait.</summary>
    public TimeSpan? RefuseRegistration(HttpContext http)
    {
        var lease = counters.Take(limits.Registration, $"register:{ClientAddress.NetworkOf(http)}");
        return lease.IsAllowed ? null : lease.Reset;
    }

    private static string FailureKey(HttpContext http) => $"sign-in-failures:{ClientAddress.NetworkOf(http)}";

    // Spellings that name the same account share their count. What is no proper text cannot name one.
    private static string Fold(string userName)
    {
        var text = userName.Length > MaxKeyLength ? userName[..MaxKeyLength] : userName;
        return text.Any(char.IsSurrogate) ? "?" : text.Normalize(NormalizationForm.FormKC).Trim().ToUpperInvariant();
    }
}
