using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;

namespace OidcEngine.EndSession;

/// <summary>Carries small facts through the browser from page to page: encrypted, authenticated, each kind apart, for half an hour.
/// So a logout costs no row, and nobody can make a page show or follow what the engine did not check.</summary>
internal sealed class LogoutIds(IDataProtectionProvider protection, TimeProvider time)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(30);

    private readonly IDataProtector _protector = protection.CreateProtector("OidcEngine.EndSession");

    public string Write<T>(T fact) where T : class
    {
        var envelope = new Envelope<T>(fact, time.GetUtcNow() + Lifetime);
        return Of<T>().Protect(JsonSerializer.Serialize(envelope));
    }

    /// <summary>Null when the text was not made here, is of another kind, or is too old.</summary>
    public T? Read<T>(string? logoutId) where T : class
    {
        if (logoutId is null) return null;
        try
        {
            var envelope = JsonSerializer.Deserialize<Envelope<T>>(Of<T>().Unprotect(logoutId));
            return envelope is not null && envelope.ExpiresAt > time.GetUtcNow() ? envelope.Fact : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private IDataProtector Of<T>() => _protector.CreateProtector(typeof(T).Name);

    private sealed record Envelope<T>(T Fact, DateTimeOffset ExpiresAt);
}
