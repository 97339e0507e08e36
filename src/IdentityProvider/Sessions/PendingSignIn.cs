using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;
using UserDirectory.Deletion;
using UserDirectory.SignIn;

namespace IdentityProvider.Sessions;

/// <summary>Remembers, in a cookie of this browser alone, who has just proved to own an account that is to be deleted. It opens nothing but
/// the choice to keep it, and serves once: it names the one request for deletion that it takes back.</summary>
internal sealed class PendingSignIn(IDataProtectionProvider protection, TimeProvider time)
{
    private const string CookieName = "__Host-keep-account";
    private const int LongestCookie = 4096;
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    // A cookie has little room, and what is in it is not read by browsers.
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly IDataProtector _protector = protection.CreateProtector("keep-account");

    public void Begin(HttpContext http, PendingChoice choice)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(new Kept(choice, time.GetUtcNow() + Lifetime), Plain);
        http.Response.Cookies.Append(CookieName, WebEncoders.Base64UrlEncode(_protector.Protect(bytes)), Options());
        http.Response.Headers.CacheControl = "no-store";
    }

    /// <summary>Null when there is no choice to make in this browser.</summary>
    public PendingChoice? Find(HttpContext http)
    {
        if (http.Request.Cookies[CookieName] is not { Length: > 0 and <= LongestCookie } cookie) return null;
        try
        {
            var kept = JsonSerializer.Deserialize<Kept>(_protector.Unprotect(WebEncoders.Base64UrlDecode(cookie)))!;
            return kept.ExpiresAt > time.GetUtcNow() ? kept.Choice : null;
        }
        catch (Exception exception) when (exception is CryptographicException or FormatException)
        {
            return null; // forged, damaged, or older than the keys
        }
    }

    public static void End(HttpContext http) => http.Response.Cookies.Delete(CookieName, Options());

    private static CookieOptions Options() => new()
    {
        HttpOnly = true,
        Secure = true,
        SameSite = SameSiteMode.Lax,
        Path = "/",
        IsEssential = true,
    };

    private sealed record Kept(PendingChoice Choice, DateTimeOffset ExpiresAt);
}

/// <param name="User">Whom to sign in when the account is kept.</param>
/// <param name="ReturnUrl">Where the sign-in was to lead.</param>
internal sealed record PendingChoice(PendingAccount Account, SignedInUser User, string ReturnUrl);
