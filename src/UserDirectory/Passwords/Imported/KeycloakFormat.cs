using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace UserDirectory.Passwords.Imported;

/// <summary>A credential as Keycloak's export of a realm has it: a JSON object whose <c>secretData</c> and <c>credentialData</c> are JSON texts. Its
/// algorithms are <c>pbkdf2</c>, <c>pbkdf2-sha256</c>, <c>pbkdf2-sha512</c> and <c>argon2</c>.</summary>
internal sealed class KeycloakFormat(IReadOnlyList<IStoredFormat> argon2) : IStoredFormat
{
    private const string Damaged = "it is damaged";

    public string? UnavailableBecause => null;

    public bool Owns(string stored) => stored.StartsWith('{');

    public string? Problem(string stored)
    {
        if (Read(stored) is not { } read) return Damaged;
        if (read.Pbkdf2 is { } pbkdf2) return pbkdf2.Problem();
        return Argon2Of(read.Argon2!) is { } format ? format.UnavailableBecause ?? format.Problem(read.Argon2!) : Damaged;
    }

    public bool Verify(string password, string stored)
    {
        if (Problem(stored) is not null || Read(stored) is not { } read) return false;
        return read.Pbkdf2 is { } pbkdf2
            ? pbkdf2.Fits(Encoding.UTF8.GetBytes(password))
            : Argon2Of(read.Argon2!)?.Verify(password, read.Argon2!) == true;
    }

    private IStoredFormat? Argon2Of(string text) => argon2.FirstOrDefault(format => format.Owns(text));

    private static Credential? Read(string stored)
    {
        try
        {
            var credential = JsonNode.Parse(stored);
            var secret = JsonNode.Parse((string?)credential?["secretData"] ?? "null");
            var data = JsonNode.Parse((string?)credential?["credentialData"] ?? "null");
            if ((string?)secret?["value"] is not { } value || (string?)secret["salt"] is not { } salt || (int?)data?["hashIterations"] is not { } iterations) return null;
            return (string?)data["algorithm"] == "argon2"
                ? new Credential(null, Phc(data["additionalParameters"], iterations, salt, value))
                : Function((string?)data["algorithm"]) is { Name: not null } function
                    ? new Credential(new Pbkdf2Hash(function, iterations, Convert.FromBase64String(salt), Convert.FromBase64String(value)), null)
                    : null;
        }
        catch (Exception exception) when (exception is JsonException or FormatException or InvalidOperationException or ArgumentException)
        {
            return null; // not JSON, not Base64, a value of another kind, a name twice
        }
    }

    private static HashAlgorithmName Function(string? algorithm) => algorithm switch
    {
        "pbkdf2" => HashAlgorithmName.SHA1,
        "pbkdf2-sha256" => HashAlgorithmName.SHA256,
        "pbkdf2-sha512" => HashAlgorithmName.SHA512,
        _ => default,
    };

    /// <summary>The same as PHC's string format; its Base64 has no padding.</summary>
    private static string Phc(JsonNode? parameters, int iterations, string salt, string value)
    {
        var version = First(parameters, "version") == "1.0" ? 16 : 19;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"$argon2{First(parameters, "type")}$v={version}$m={First(parameters, "memory")},t={iterations},p={First(parameters, "parallelism")}" +
            $"${salt.TrimEnd('=')}${value.TrimEnd('=')}");
    }

    private static string? First(JsonNode? parameters, string name) => (string?)parameters?[name]?[0];

    private sealed record Credential(Pbkdf2Hash? Pbkdf2, string? Argon2);
}
