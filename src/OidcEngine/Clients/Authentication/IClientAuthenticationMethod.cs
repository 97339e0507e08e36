using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Http;
using OidcEngine.Errors;
using OidcEngine.Http;

namespace OidcEngine.Clients.Authentication;

/// <summary>One way in which a client proves who it is (RFC 6749 §2.3), named as in <c>token_endpoint_auth_method</c>.</summary>
internal interface IClientAuthenticationMethod
{
    string Name { get; }

    /// <summary>What the request presents in this way; null when it does not use it. Methods that look alike in a request read the same
    /// credentials, and the client's registration tells which of them it is.</summary>
    ClientCredentials? Read(HttpRequest http, RequestParameters form);

    /// <summary>Null when the credentials are this client's, else what is wrong with them. For an unknown client the same work is done, and
    /// the answer is never null.</summary>
    ValueTask<RefusalReason?> VerifyAsync(Client? client, ClientCredentials credentials, CancellationToken cancellationToken);
}

/// <summary>What a request presents to authenticate its client.</summary>
/// <param name="Kind">Where it stands in the request.</param>
/// <param name="ClientId">Null when it could not be read.</param>
/// <param name="Secret">The secret, or the assertion; empty for a method without one.</param>
internal sealed record ClientCredentials(CredentialKind Kind, string? ClientId, string Secret)
{
    /// <summary>The certificate of the TLS connection, where it may be what authenticates.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>Something was presented that cannot be read.</summary>
    public static ClientCredentials Unreadable(CredentialKind kind) => new(kind, null, "");

    /// <summary>A <c>client_id</c> alone, perhaps with a certificate; null when there is none, or more than that.</summary>
    public static ClientCredentials? ReadIdentifier(HttpRequest http, RequestParameters form) =>
        http.Headers.Authorization.Count == 0
        && form["client_secret"] is null
        && ClientAssertion.Read(form) is null
        && form["client_id"] is { } clientId
            ? new ClientCredentials(CredentialKind.Identifier, clientId, "") { Certificate = http.HttpContext.Connection.ClientCertificate }
            : null;
}

/// <summary>Where a request has credentials. Two kinds in one request are two methods, which RFC 6749 §2.3 forbids.</summary>
internal enum CredentialKind
{
    /// <summary>The header <c>Authorization</c>.</summary>
    Header,

    /// <summary>A secret in the body.</summary>
    Secret,

    /// <summary>An assertion in the body.</summary>
    Assertion,

    /// <summary>No more than <c>client_id</c>, and perhaps a certificate of the connection.</summary>
    Identifier,
}
