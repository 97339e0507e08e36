using System.Buffers;
using System.Buffers.Text;
using System.Text;
using Microsoft.AspNetCore.Http;
using OidcEngine.Errors;
using OidcEngine.Http;

namespace OidcEngine.Clients.Authentication;

/// <summary><c>client_secret_basic</c>: id and secret, each form-encoded, in HTTP Basic (RFC 6749 §2.3.1, RFC 7617). Any other use of the
/// header at an endpoint for clients is a failed attempt too.</summary>
internal sealed class ClientSecretBasic(SecretCheck secrets) : IClientAuthenticationMethod
{
    private const string Scheme = "Basic ";
    private const int MaxLength = 4096;

    public string Name => "client_secret_basic";

    public ClientCredentials? Read(HttpRequest http, RequestParameters form)
    {
        var header = http.Headers.Authorization;
        if (header.Count == 0) return null;
        return header is [{ Length: < MaxLength } value] && value.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            ? Decode(value.AsSpan(Scheme.Length).Trim(' '))
            : ClientCredentials.Unreadable(CredentialKind.Header);
    }

    public ValueTask<RefusalReason?> VerifyAsync(Client? client, ClientCredentials credentials, CancellationToken cancellationToken) =>
        new(secrets.Verify(client, credentials.Secret));

    private static ClientCredentials Decode(ReadOnlySpan<char> base64)
    {
        Span<byte> encoded = stackalloc byte[base64.Length];
        if (!Encoding.ASCII.TryGetBytes(base64, encoded, out _)) return ClientCredentials.Unreadable(CredentialKind.Header);
        if (Base64.DecodeFromUtf8InPlace(encoded, out var length) != OperationStatus.Done)
            return ClientCredentials.Unreadable(CredentialKind.Header);

        var pair = encoded[..length];
        var colon = pair.IndexOf((byte)':');
        return colon > 0
            && UrlEncodedText.TryDecode(pair[..colon], out var clientId)
            && UrlEncodedText.TryDecode(pair[(colon + 1)..], out var secret)
                ? new ClientCredentials(CredentialKind.Header, clientId, secret)
                : ClientCredentials.Unreadable(CredentialKind.Header);
    }
}
