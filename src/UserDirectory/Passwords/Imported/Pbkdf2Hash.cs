using System.Security.Cryptography;

namespace UserDirectory.Passwords.Imported;

/// <summary>PBKDF2 (RFC 8018 §5.2) as other systems use it.</summary>
/// <param name="Hash">Its length is that of the derived key.</param>
internal sealed record Pbkdf2Hash(HashAlgorithmName Function, int Iterations, byte[] Salt, byte[] Hash)
{
    /// <summary>Five times what OWASP asks of HMAC-SHA256 today: about half a second of a core.</summary>
    private const int MostIterations = 3_000_000;
    private const int MostBlocks = 4;

    /// <summary>Why it is not to be taken, or null. Each block of the derived key costs all iterations again.</summary>
    public string? Problem()
    {
        if (Hash.Length < 16) return "it is damaged";
        var block = Function.Name switch { "SHA1" => 20, "SHA256" => 32, _ => 64 };
        var blocks = (Hash.Length + block - 1) / block;
        return blocks > MostBlocks ? $"its derived key has {Hash.Length} bytes" : Problem((long)Iterations * blocks);
    }

    public static string? Problem(long iterations) => iterations switch
    {
        < 1 => "it is damaged",
        > MostIterations => $"it asks for {iterations} iterations, and {MostIterations} are the most that are taken",
        _ => null,
    };

    public bool Fits(byte[] password) =>
        CryptographicOperations.FixedTimeEquals(Rfc2898DeriveBytes.Pbkdf2(password, Salt, Iterations, Function, Hash.Length), Hash);
}
