using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace UserDirectory.Passwords;

/// <summary>bcrypt through the system's libcrypt. bcrypt reads 72 bytes at most and stops at NUL, so our own hashes take
/// base64(HMAC-SHA256(salt, password)) and are named <c>$bcrypt-sha256$</c>; plain <c>$2a$/$2b$/$2y$</c> hashes are verified too.</summary>
internal sealed partial class BcryptFormat(PasswordHashingOptions options) : IPasswordFormat
{
    private const string Prefix = "$bcrypt-sha256$";
    private const string Alphabet = "./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private const int SettingLength = 29; // $2b$12$ and 22 characters of salt
    private const int MaxPlainLength = 72;
    private const int MostWork = 14; // about a second

    private static readonly Lazy<string?> Missing = new(() => SystemCrypt.Missing("$2b$04$......................", "bcrypt"));

    public PasswordAlgorithm Algorithm => PasswordAlgorithm.Bcrypt;

    public string? UnavailableBecause => Missing.Value;

    private string CurrentSetting => string.Create(CultureInfo.InvariantCulture, $"$2b${options.BcryptWorkFactor:00}$");

    public bool Owns(string stored) => stored.StartsWith(Prefix, StringComparison.Ordinal) || IsPlain(stored);

    public bool IsCurrent(string stored) => stored.StartsWith(Prefix + CurrentSetting[1..], StringComparison.Ordinal);

    public string? Problem(string stored)
    {
        var text = IsPlain(stored) ? stored : "$" + stored[Prefix.Length..];
        if (!Whole().IsMatch(text)) return "it is damaged";
        var factor = int.Parse(text.AsSpan(4, 2), CultureInfo.InvariantCulture);
        return factor <= MostWork ? null : $"its work factor is {factor}, and {MostWork} is the most that is taken";
    }

    public string Hash(string password)
    {
        var setting = CurrentSetting + NewSalt();
        return Prefix + SystemCrypt.Hash(Prehashed(password, setting), setting)[1..];
    }

    public bool Verify(string password, string stored)
    {
        var own = !IsPlain(stored);
        var hash = own ? "$" + stored[Prefix.Length..] : stored;
        if (hash.Length != 60) return false;
        if (!own && (Encoding.UTF8.GetByteCount(password) > MaxPlainLength || password.Contains('\0'))) return false; // would be cut
        var setting = hash[..SettingLength];
        var computed = SystemCrypt.Hash(own ? Prehashed(password, setting) : password, setting);
        return CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(computed), Encoding.ASCII.GetBytes(hash));
    }

    private static bool IsPlain(string stored) =>
        stored.Length > 4 && stored.StartsWith("$2", StringComparison.Ordinal) && stored[2] is 'a' or 'b' or 'y' && stored[3] == '$';

    /// <summary>Keyed with the salt, so that a leaked unsalted SHA-256 of the same password is of no use here.</summary>
    private static string Prehashed(string password, string setting) =>
        Convert.ToBase64String(HMACSHA256.HashData(Encoding.ASCII.GetBytes(setting[7..]), Encoding.UTF8.GetBytes(password)));

    /// <summary>22 characters carry 132 bits; the last one keeps only its upper two.</summary>
    private static string NewSalt() => RandomNumberGenerator.GetString(Alphabet, 21) + RandomNumberGenerator.GetString(".Oeu", 1);

    [GeneratedRegex(@"^\$2[aby]\$[0-9]{2}\$[./A-Za-z0-9]{53}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Whole();
}
