using System.Text.Json;
using OidcEngine.Clients;

namespace OidcEngine.Registration;

/// <summary>The client information response, RFC 7591 §3.2.1 and RFC 7592 §3: all that is registered, and how to come back to it.</summary>
internal sealed record RegistrationResponse(RegisteredClient Registered, string Token, string Issuer)
{
    /// <summary>The secret that was issued just now: it is told this once.</summary>
    public IssuedSecret? Secret { get; init; }

    public static void Write(Utf8JsonWriter json, RegistrationResponse response)
    {
        var client = response.Registered.Client;
        ClientMetadataWriter.WriteMembers(json, client);
        json.WriteNumber("client_id_issued_at"u8, response.Registered.IssuedAt.ToUnixTimeSeconds());
        if (response.Secret is { } secret)
        {
            json.WriteString("client_secret"u8, secret.Value);
            json.WriteNumber("client_secret_expires_at"u8, secret.ExpiresAt?.ToUnixTimeSeconds() ?? 0);
        }
        json.WriteString("registration_access_token"u8, response.Token);
        json.WriteString("registration_client_uri"u8, $"{response.Issuer}{RegistrationEndpoint.Path}/{Uri.EscapeDataString(client.ClientId)}");
    }
}

/// <summary>A secret as it is told to its client.</summary>
/// <param name="Value">The secret.</param>
/// <param name="ExpiresAt">When it stops working; null for never.</param>
internal sealed record IssuedSecret(string Value, DateTimeOffset? ExpiresAt);
