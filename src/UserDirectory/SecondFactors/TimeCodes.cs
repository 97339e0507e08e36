using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace UserDirectory.SecondFactors;

/// <summary>Time-based codes, RFC 6238, with what every authenticator app knows: HMAC-SHA-1, six digits, steps of 30 seconds.</summary>
internal static class TimeCodes
{
    /// <summary>RFC 4226 §4 R6 recommends 160 bits.</summary>
    public const int KeyLength = 20;

    public const int Digits = 6;
    public const int StepSeconds = 30;

    /// <summary>RFC 6238 §5.2: at most one step for the way of the code, and for clocks that differ.</summary>
    private const int Window = 1;

    private const int Modulus = 1_000_000;

    /// <summary>RFC 6238 §4.2: T = (now - T0) / X, with T0 = 0.</summary>
    public static long StepOf(DateTimeOffset now) => now.ToUnixTimeSeconds() / StepSeconds;

    /// <summary>The code of a step: HOTP(K, T), RFC 4226 §5.3.</summary>
    public static string Of(ReadOnlySpan<byte> key, long step)
    {
        Span<byte> counter = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
#pragma warning disable CA5350 // RFC 4226 Appendix B.1: collisions of SHA-1 do not weaken its HMAC, and apps know nothing else
        Span<byte> hash = stackalloc byte[HMACSHA1.HashSizeInBytes];
        HMACSHA1.HashData(key, counter, hash);
#pragma warning restore CA5350
        var offset = hash[^1] & 0xF;
        var number = BinaryPrimitives.ReadInt32BigEndian(hash[offset..]) & 0x7FFF_FFFF;
        return (number % Modulus).ToString("D6", CultureInfo.InvariantCulture);
    }

    /// <summary>The step around now whose code this is; null when there is none. Each is compared, in the same time.</summary>
    public static long? FindStep(ReadOnlySpan<byte> key, string code, DateTimeOffset now)
    {
        long? found = null;
        for (var step = StepOf(now) - Window; step <= StepOf(now) + Window; step++)
            if (TypedCodes.AreEqual(Of(key, step), code))
                found = step;
        return found;
    }
}
