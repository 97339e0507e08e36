using System.Text.Json;
using Jose;

namespace OidcEngine.Clients.Authentication;

/// <summary>What the metadata says of how clients authenticate: OIDC Discovery §3, RFC 8414 §2. Certificates count where they can be
/// shown.</summary>
internal static class ClientAuthenticationMetadata
{
    public static void Write(Utf8JsonWriter json, OidcEngineOptions options)
    {
        List<string> methods = [.. ClientRules.AuthMethods.Where(method => options.MutualTls is not null || !IsCertificate(method))];
        Write(json, "token", methods);
        Write(json, "introspection", [.. methods.Where(method => method != "none")]); // RFC 7662 §2.1: authorization is required
        Write(json, "revocation", methods);
    }

    private static void Write(Utf8JsonWriter json, string endpoint, IReadOnlyList<string> methods)
    {
        List(json, $"{endpoint}_endpoint_auth_methods_supported", methods);
        List(json, $"{endpoint}_endpoint_auth_signing_alg_values_supported", [.. JwsAlgorithms.Supported, .. MacAlgorithms.Supported]);
    }

    private static void List(Utf8JsonWriter json, string name, IReadOnlyList<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values) json.WriteStringValue(value);
        json.WriteEndArray();
    }

    private static bool IsCertificate(string method) => method is "tls_client_auth" or "self_signed_tls_client_auth";
}
