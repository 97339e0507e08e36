using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace UserDirectory.Passwords.Imported;

/// <summary>Django's PBKDF2: <c>pbkdf2_sha256$ITERATIONS$SALT$HASH</c>, or <c>pbkdf2_sha1</c>. The salt is the text itself.</summary>
internal sealed class DjangoFormat : IStoredFormat
{
    private const string Sha256 = "pbkdf2_sha256$";
    private const string Sha1 = "pbkdf2_sha1$";

    public string? UnavailableBecause => null;

    public bool Owns(string stored) => stored.StartsWith(Sha256, StringComparison.Ordinal) || stored.StartsWith(Sha1, StringComparison.Ordinal);

    public string? Problem(string stored) => Read(stored) is { } read ? read.Problem() : "it is damaged";

    public bool Verify(string password, string stored) =>
        Read(stored) is { } read && read.Problem() is null && read.Fits(Encoding.UTF8.GetBytes(password));

    private static Pbkdf2Hash? Read(string stored)
    {
        if (stored.Split('$') is not [var name, var count, { Length: > 0 } salt, var key]
            || !int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var iterations))
            return null;
        var hash = new byte[key.Length];
        return Convert.TryFromBase64String(key, hash, out var length)
            ? new Pbkdf2Hash(name == Sha256[..^1] ? HashAlgorithmName.SHA256 : HashAlgorithmName.SHA1, iterations, Encoding.UTF8.GetBytes(salt), hash[..length])
            : null;
    }
}
