using System.Text.Json;
using Jose;

namespace OidcEngine.DPoP;

/// <summary>What the metadata says of DPoP, RFC 9449 §5.1.</summary>
internal static class DPoPMetadata
{
    public static void Write(Utf8JsonWriter json, OidcEngineOptions options)
    {
        json.WriteStartArray("dpop_signing_alg_values_supported"u8);
        foreach (var algorithm in JwsAlgorithms.Supported) json.WriteStringValue(algorithm);
        json.WriteEndArray();
    }
}
