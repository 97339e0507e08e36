using System.Text.Json;
using Jose;

namespace OidcEngine.RequestObjects;

/// <summary>What the metadata says of request objects: RFC 9101 §10.5 and OIDC Discovery §3.</summary>
internal static class RequestObjectsMetadata
{
    public static void Write(Utf8JsonWriter json, OidcEngineOptions options)
    {
        json.WriteBoolean("request_parameter_supported", true);
        json.WriteBoolean("request_uri_parameter_supported", true);
        json.WriteBoolean("require_request_uri_registration", true);
        json.WriteBoolean("require_signed_request_object", options.Requests.RequireSigned);
        json.WriteStartArray("request_object_signing_alg_values_supported");
        foreach (var algorithm in JwsAlgorithms.Supported) json.WriteStringValue(algorithm);
        json.WriteEndArray();
    }
}
