using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;

namespace IdentityProvider.Sessions;

/// <summary>Keeps something in a cookie of one browser for a while, which nobody else can read or make.</summary>
internal sealed class SealedCookie<T>(string name, IDataProtector protector, TimeSpan lifetime, TimeProvider time)
    where T : class
{
    private const int LongestCookie = 4096;

    // A cookie has little room, and what is in it is not read by browsers.
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public void Write(HttpContext http, T value)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(new Kept(value, time.GetUtcNow() + lifetime), Plain);
        http.Response.Cookies.Append(name, WebEncoders.Base64UrlEncode(protector.Protect(bytes)), Options());
        http.Response.Headers.CacheControl = "no-store";
    }

    /// <summary>Null when there is nothing, or it is too old.</summary>
    public T? Find(HttpContext http)
    {
        if (http.Request.Cookies[name] is not { Length: > 0 and <= LongestCookie } cookie) return null;
        try
        {
            var kept = JsonSerializer.Deserialize<Kept>(protector.Unprotect(WebEncoders.Base64UrlDecode(cookie)))!;
            return kept.ExpiresAt > time.GetUtcNow() ? kept.Value : null;
        }
        catch (Exception exception) when (exception is CryptographicException or FormatException)
        {
            return null; // forged, damaged, or older than the keys
        }
    }

    public void Delete(HttpContext http) => http.Response.Cookies.Delete(name, Options());

    private static CookieOptions Options() => new()
    {
        HttpOnly = true,
        Secure = true,
        SameSite = SameSiteMode.Lax,
        Path = "/",
        IsEssential = true,
    };

    private sealed record Kept(T Value, DateTimeOffset ExpiresAt);
}
