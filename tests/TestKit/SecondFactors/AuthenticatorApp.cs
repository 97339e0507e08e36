using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace TestKit.SecondFactors;

/// <summary>An authenticator app, by RFC 6238 and not by the product's own code: it was given a key, and shows codes.</summary>
public sealed class AuthenticatorApp
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <summary>The code of the step before now counts until this step ends: shown later than this before it, it might come too late.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(4);

    /// <summary>A timer may be a little ahead of the clock.</summary>
    private static readonly TimeSpan Beyond = TimeSpan.FromMilliseconds(100);

    private readonly byte[] _key;
    private long _last;

    /// <param name="key">In base 32, as people type it: blanks do not matter.</param>
    public AuthenticatorApp(string key)
    {
        var bits = string.Concat(key.Where(Alphabet.Contains).Select(character => Convert.ToString(Alphabet.IndexOf(character), 2).PadLeft(5, '0')));
        _key = [.. bits.Chunk(8).Where(octet => octet.Length == 8).Select(octet => Convert.ToByte(new string(octet), 2))];
    }

    private static long Now => TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() / 30;

    private static TimeSpan LeftOfStep => TimeSpan.FromMilliseconds(30_000 - (TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() % 30_000));

    /// <summary>A code that was not used here before. It begins with that of the step before now, so that two can follow each other at once.</summary>
    public async Task<string> NextAsync()
    {
        while (_last < Now - 1 && LeftOfStep is var left && left < Margin) await Task.Delay(left + Beyond);
        _last = Math.Max(_last + 1, Now - 1);
        return Of(_last);
    }

    /// <summary>The code that <see cref="NextAsync"/> gave last.</summary>
    public string Used => Of(_last);

    /// <summary>The code so many steps from now.</summary>
    public string At(int distance) => Of(Now + distance);

    private string Of(long step)
    {
        var counter = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
#pragma warning disable CA5350 // RFC 4226 §5.3
        var hash = HMACSHA1.HashData(_key, counter);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(hash[^1] & 0xF)) & 0x7FFF_FFFF;
        return (number % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }
}
