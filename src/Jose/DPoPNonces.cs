using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Jose;

/// <summary>The nonces that a server asks DPoP proofs for, RFC 9449 §8 and §9. Each says when it was made, under the key ring that all
/// instances share: so nothing is stored, any instance takes what another gave, and a proof cannot be made long before it is used.</summary>
/// <param name="protection">The key ring.</param>
/// <param name="server">Who gives the nonces: those of one server are worth nothing at another.</param>
/// <param name="time">Tells the time that they carry.</param>
public sealed class DPoPNonces(IDataProtectionProvider protection, string server, TimeProvider time)
{
    /// <summary>How long one is accepted.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    private const int MaxLength = 512;

    private static readonly TimeSpan Renewal = TimeSpan.FromMinutes(2);

    private readonly IDataProtector _protector = protection.CreateProtector("DPoP nonce", server);

    private Given? _last;

    /// <summary>The nonce to send along now. It changes before it ends, so that who follows it is never turned away.</summary>
    public string Current()
    {
        var now = time.GetUtcNow();
        if (_last is { } last && now - last.At < Renewal && now >= last.At) return last.Nonce;

        var moment = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(moment, now.ToUnixTimeMilliseconds());
        var given = new Given(Base64Url.EncodeToString(_protector.Protect(moment)), now);
        _last = given;
        return given.Nonce;
    }

    /// <summary>Whether the nonce was given by this server, on whatever instance, and not too long ago.</summary>
    public bool Accepts(string nonce)
    {
        if (nonce.Length > MaxLength || !StrictBase64Url.TryDecode(nonce, out var sealedMoment)) return false;
        try
        {
            var moment = _protector.Unprotect(sealedMoment);
            if (moment.Length != sizeof(long)) return false;
            var age = time.GetUtcNow() - DateTimeOffset.FromUnixTimeMilliseconds(BinaryPrimitives.ReadInt64BigEndian(moment));
            return age <= Lifetime && age >= -Lifetime; // another instance's clock may be ahead
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private sealed record Given(string Nonce, DateTimeOffset At);
}
