using System.Text;
using System.Text.Json;
using Jose;

namespace OidcEngine.Tests.Host;

/// <summary>Keys of clients, and the documents in which they publish them.</summary>
internal static class TestKeys
{
    public static SigningKey ES256(string kid) => SigningKey.Generate(JwsAlgorithms.ES256, kid);

    /// <summary>A JWK Set of the public keys, RFC 7517 §5.</summary>
    public static string Jwks(params SigningKey[] keys)
    {
        using var json = new MemoryStream();
        using (var writer = new Utf8JsonWriter(json))
        {
            writer.WriteStartObject();
            writer.WriteStartArray("keys");
            foreach (var key in keys) key.PublicKey.WriteTo(writer);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }
        return Encoding.UTF8.GetString(json.ToArray());
    }
}
