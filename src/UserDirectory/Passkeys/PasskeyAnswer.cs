using System.Buffers.Text;
using System.Text.Json;

namespace UserDirectory.Passkeys;

/// <summary>What an authenticator answered, as <c>PublicKeyCredential.toJSON()</c> writes it (WebAuthn §5.1.8). Nothing in it is proven yet.</summary>
/// <param name="Json">The whole of it.</param>
/// <param name="Challenge">The challenge that it says it answers.</param>
internal sealed record PasskeyAnswer(string Json, string Challenge)
{
    private const int LongestAnswer = 32 * 1024;

    /// <summary>Null when it names no challenge.</summary>
    public static PasskeyAnswer? Read(string? json)
    {
        if (json is not { Length: > 0 and <= LongestAnswer }) return null;
        try
        {
            using var credential = JsonDocument.Parse(json);
            var clientData = credential.RootElement.GetProperty("response").GetProperty("clientDataJSON").GetString();
            using var collected = JsonDocument.Parse(Base64Url.DecodeFromChars(clientData));
            return collected.RootElement.GetProperty("challenge").GetString() is { Length: > 0 } challenge ? new PasskeyAnswer(json, challenge) : null;
        }
        catch (Exception exception) when (exception is JsonException or FormatException or InvalidOperationException or KeyNotFoundException)
        {
            return null;
        }
    }
}
