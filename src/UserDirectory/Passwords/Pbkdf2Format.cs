using System.Globalization;
using System.Security.Cryptography;
using UserDirectory.Passwords.Imported;

namespace UserDirectory.Passwords;

/// <summary>PBKDF2-HMAC-SHA512 (RFC 8018 §5.2), which needs no native library: <c>$pbkdf2-sha512$i=ITERATIONS$SALT$HASH</c>.</summary>
internal sealed class Pbkdf2Format(PasswordHashingOptions options) : IPasswordFormat
{
    private const string Prefix = "$pbkdf2-sha512$i=";
    private const int SaltLength = 16;
    private const int HashLength = 32;
    private const int MaxIterations = 10_000_000;

    private readonly string _current = string.Create(CultureInfo.InvariantCulture, $"{Prefix}{options.Pbkdf2Iterations}$");

    public PasswordAlgorithm Algorithm => PasswordAlgorithm.Pbkdf2;

    public string? UnavailableBecause => null;

    public bool Owns(string stored) => stored.StartsWith(Prefix, StringComparison.Ordinal);

    public bool IsCurrent(string stored) => stored.StartsWith(_current, StringComparison.Ordinal);

    public string? Problem(string stored) => Read(stored) is { } read
        ? Pbkdf2Hash.Problem(read.Iterations)
        : "it is damaged";

    public string Hash(string password)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltLength);
        var hash = Derive(password, salt, options.Pbkdf2Iterations);
        return $"{_current}{Convert.ToBase64String(salt)}${Convert.ToBase64String(hash)}";
    }

    public bool Verify(string password, string stored) =>
        Read(stored) is { } read && CryptographicOperations.FixedTimeEquals(Derive(password, read.Salt, read.Iterations), read.Hash);

    private static Stored? Read(string stored)
    {
        var parts = stored[Prefix.Length..].Split('$');
        return parts.Length == 3
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var iterations)
            && iterations is >= 1 and <= MaxIterations
            && TryDecode(parts[1], out var salt)
            && TryDecode(parts[2], out var hash)
            && hash.Length == HashLength
            ? new Stored(iterations, salt, hash)
            : null;
    }

    private static byte[] Derive(string password, byte[] salt, int iterations) =>
        Rfc2898DeriveBytes.Pbkdf2(password, salt, iterations, HashAlgorithmName.SHA512, HashLength);

    private static bool TryDecode(string text, out byte[] bytes)
    {
        var buffer = new byte[text.Length];
        var decoded = Convert.TryFromBase64String(text, buffer, out var length);
        bytes = buffer[..length];
        return decoded;
    }

    private sealed record Stored(int Iterations, byte[] Salt, byte[] Hash);
}
