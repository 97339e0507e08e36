using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace OidcClient.Discovery;

/// <summary>What a provider says about itself (OpenID Connect Discovery 1.0 §3), as far as it is used here.</summary>
internal sealed record ProviderMetadata
{
    public required string AuthorizationEndpoint { get; init; }

    public required string TokenEndpoint { get; init; }

    public required string JwksUri { get; init; }

    /// <summary><c>pushed_authorization_request_endpoint</c>, RFC 9126 §5.</summary>
    public string? PushedAuthorizationRequestEndpoint { get; init; }

    public string? UserInfoEndpoint { get; init; }

    public string? EndSessionEndpoint { get; init; }

    /// <summary><c>check_session_iframe</c>, OpenID Connect Session Management 1.0 §3.4.</summary>
    public string? CheckSessionIframe { get; init; }

    /// <summary><c>authorization_response_iss_parameter_supported</c>, RFC 9207 §3.</summary>
    public required bool SendsIssuer { get; init; }

    /// <summary>Reads the document. §4.3: its <c>issuer</c> is exactly the one that was asked. No endpoint is less protected
    /// than the issuer itself.</summary>
    public static bool TryRead(JsonElement json, string issuer, [NotNullWhen(true)] out ProviderMetadata? metadata, out string fault)
    {
        metadata = null;
        fault = "issuer is not the one that was asked";
        if (json.ValueKind != JsonValueKind.Object || Text(json, "issuer") != issuer) return false;

        var secure = issuer.StartsWith("https:", StringComparison.Ordinal);
        fault = "authorization_endpoint, token_endpoint or jwks_uri is missing or no https address";
        if (Address(json, "authorization_endpoint", secure) is not { } authorization
            || Address(json, "token_endpoint", secure) is not { } token
            || Address(json, "jwks_uri", secure) is not { } jwks)
            return false;

        metadata = new ProviderMetadata
        {
            AuthorizationEndpoint = authorization,
            TokenEndpoint = token,
            JwksUri = jwks,
            PushedAuthorizationRequestEndpoint = Address(json, "pushed_authorization_request_endpoint", secure),
            UserInfoEndpoint = Address(json, "userinfo_endpoint", secure),
            EndSessionEndpoint = Address(json, "end_session_endpoint", secure),
            CheckSessionIframe = Address(json, "check_session_iframe", secure),
            SendsIssuer = json.TryGetProperty("authorization_response_iss_parameter_supported", out var sends)
                && sends.ValueKind == JsonValueKind.True,
        };
        return true;
    }

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static string? Address(JsonElement json, string name, bool secure) =>
        Text(json, name) is { } text && Uri.TryCreate(text, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttps || (!secure && uri.Scheme == Uri.UriSchemeHttp))
            ? text
            : null;
}
