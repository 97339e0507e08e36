using System.Text.Json;
using System.Text.Unicode;

namespace Jose;

/// <summary>Reads a JSON object that has one meaning only: valid UTF-8, no member twice (RFC 7515 §4, RFC 7519 §4), no
/// half of a surrogate pair, no deep nesting.</summary>
public static class StrictJson
{
    private static readonly JsonDocumentOptions Options = new() { AllowDuplicateProperties = false, MaxDepth = 32 };

    /// <summary>Reads the object; false for anything that is not one.</summary>
    public static bool TryParseObject(ReadOnlySpan<byte> json, out JsonElement value)
    {
        value = default;
        if (!Utf8.IsValid(json)) return false;
        try
        {
            if (!EscapesAreWhole(json)) return false;
            value = JsonElement.Parse(json, Options);
            return value.ValueKind == JsonValueKind.Object;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>Escaped surrogates are not checked by the parser, and reading such a string later would throw.</summary>
    private static bool EscapesAreWhole(ReadOnlySpan<byte> json)
    {
        if (json.IndexOf("\\ud"u8) < 0 && json.IndexOf("\\uD"u8) < 0) return true;
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = Options.MaxDepth });
        while (reader.Read())
            if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName)
                reader.GetString();
        return true;
    }
}
