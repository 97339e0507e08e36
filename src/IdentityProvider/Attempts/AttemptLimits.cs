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
    public async ValueTask<TimeSpan?> RefuseSignInAsync(HttpContext http, string userName)
    {
        var network = await counters.LookAsync(limits.SignInFailures, ClientAddress.NetworkOf(http), http.RequestAborted);
        if (!network.IsAllowed) return network.Reset;
        var account = await counters.TakeAsync(limits.SignIn, Fold(userName), http.RequestAborted);
        return account.IsAllowed ? null : account.Reset;
    }

    /// <summary>Null when something may be tried that names nobody first, a passkey or a code of a provider; else how long to wait.</summary>
    public async ValueTask<TimeSpan?> RefuseNamelessAsync(HttpContext http)
    {
        var network = await counters.LookAsync(limits.SignInFailures, ClientAddress.NetworkOf(http), http.RequestAborted);
        return network.IsAllowed ? null : network.Reset;
    }

    /// <summary>Whether or not the person waits for the answer.</summary>
    public async ValueTask CountFailureAsync(HttpContext http) =>
        await counters.TakeAsync(limits.SignInFailures, ClientAddress.NetworkOf(http), CancellationToken.None);

    /// <summary>Null when an account may be made; else how long to wait.</summary>
    public async ValueTask<TimeSpan?> RefuseRegistrationAsync(HttpContext http)
    {
        var lease = await counters.TakeAsync(limits.Registration, ClientAddress.NetworkOf(http), http.RequestAborted);
        return lease.IsAllowed ? null : lease.Reset;
    }

    /// <summary>Null when a mail with a link may be asked for; else how long to wait.</summary>
    /// <param name="name">What was typed.</param>
    public async ValueTask<TimeSpan?> RefuseMailAsync(HttpContext http, string name)
    {
        var network = await counters.TakeAsync(limits.MailsOfNetwork, ClientAddress.NetworkOf(http), http.RequestAborted);
        if (!network.IsAllowed) return network.Reset;
        var account = await counters.TakeAsync(limits.Mails, Fold(name), http.RequestAborted);
        return account.IsAllowed ? null : account.Reset;
    }

    /// <summary>Null when the person may take an archive of all that is held on them; else how long to wait.</summary>
    public async ValueTask<TimeSpan?> RefuseExportAsync(HttpContext http, Guid userId)
    {
        var lease = await counters.TakeAsync(limits.Exports, $"export:user:{userId:D}", http.RequestAborted);
        return lease.IsAllowed ? null : lease.Reset;
    }

    /// <summary>Null when the person may try a device's code; else how long to wait.</summary>
    public async ValueTask<TimeSpan?> RefuseDeviceCodeAsync(HttpContext http, Guid? userId)
    {
        var network = await counters.LookAsync(limits.DeviceCodeFailures, ClientAddress.NetworkOf(http), http.RequestAborted);
        if (!network.IsAllowed) return network.Reset;
        var person = await counters.TakeAsync(limits.DeviceCodes, $"device:user:{userId:D}", http.RequestAborted);
        return person.IsAllowed ? null : person.Reset;
    }

    /// <summary>Whether or not the person waits for the answer.</summary>
    public async ValueTask CountDeviceCodeFailureAsync(HttpContext http) =>
        await counters.TakeAsync(limits.DeviceCodeFailures, ClientAddress.NetworkOf(http), CancellationToken.None);

    // Spellings that name the same account share their count. What is no proper text cannot name one.
    private static string Fold(string userName)
    {
        var text = userName.Length > MaxKeyLength ? userName[..MaxKeyLength] : userName;
        return text.Any(char.IsSurrogate) ? "?" : text.Normalize(NormalizationForm.FormKC).Trim().ToUpperInvariant();
    }
}
