using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace UserDirectory.Passwords.Imported;

/// <summary>What Linux keeps in <c>/etc/shadow</c> (crypt(5)), through the system's libcrypt: yescrypt (<c>$y$</c>) and sha512crypt (<c>$6$</c>).</summary>
internal sealed partial class UnixCryptFormat : IStoredFormat
{
    private const string Yescrypt = "$y$";
    private const string Sha512Crypt = "$6$";
    private const int MostRounds = 1_000_000;

    /// <summary>The parameters that crypt_gensalt(3) writes for the costs 1 to 8; the eighth takes 128 MiB.</summary>
    private static readonly string[] YescryptParameters = ["j75", "j85", "j7T", "j8T", "j9T", "jAT", "jBT", "jCT"];

    private static readonly Lazy<string?> Missing = new(() =>
        SystemCrypt.Missing("$y$j75$......................", "yescrypt") ?? SystemCrypt.Missing("$6$rounds=1000$........", "sha512crypt"));

    public string? UnavailableBecause => Missing.Value;

    public bool Owns(string stored) => IsYescrypt(stored) || stored.StartsWith(Sha512Crypt, StringComparison.Ordinal);

    public string? Problem(string stored) => IsYescrypt(stored) ? YescryptProblem(stored) : Sha512Problem(stored);

    public bool Verify(string password, string stored)
    {
        if (Problem(stored) is not null || password.Contains('\0')) return false; // libcrypt would stop there
        var computed = SystemCrypt.Hash(password, stored);
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(computed), Encoding.UTF8.GetBytes(stored));
    }

    private static bool IsYescrypt(string stored) => stored.StartsWith(Yescrypt, StringComparison.Ordinal);

    private static string? YescryptProblem(string stored)
    {
        var match = YescryptText().Match(stored);
        if (!match.Success) return "it is damaged";
        return YescryptParameters.Contains(match.Groups["cost"].Value) ? null : $"its parameters {match.Groups["cost"].Value} are not among those that are taken";
    }

    private static string? Sha512Problem(string stored)
    {
        var match = Sha512Text().Match(stored);
        if (!match.Success) return "it is damaged";
        if (!match.Groups["rounds"].Success) return null;
        var rounds = int.Parse(match.Groups["rounds"].ValueSpan, CultureInfo.InvariantCulture);
        return rounds <= MostRounds ? null : $"it asks for {rounds} rounds, and {MostRounds} are the most that are taken";
    }

    [GeneratedRegex(@"^\$y\$(?<cost>[./A-Za-z0-9]+)\$[./A-Za-z0-9]{0,86}\$[./A-Za-z0-9]{43}\z", RegexOptions.CultureInvariant)]
    private static partial Regex YescryptText();

    [GeneratedRegex(@"^\$6\$(rounds=(?<rounds>[1-9][0-9]{3,8})\$)?[^$:\n]{1,16}\$[./A-Za-z0-9]{86}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Sha512Text();
}
