using Microsoft.AspNetCore.Http;
using OidcEngine.Http;

namespace OidcEngine.Clients.Authentication;

/// <summary>One way in which a client proves who it is (RFC 6749 §2.3), named as in <c>token_endpoint_auth_method</c>.</summary>
internal interface IClientAuthenticationMethod
{
    string Name { get; }

    /// <summary>What the request presents in this way; null when it does not use it.</summary>
    ClientCredentials? Read(HttpRequest http, RequestParameters form);

    /// <summary>Whether the credentials are this client's. For an unknown client the same work is done, and the answer is no.</summary>
    ValueTask<bool> VerifyAsync(Client? client, ClientCredentials credentials, CancellationToken cancellationToken);
}

/// <summary>What a request presents to authenticate its client.</summary>
/// <param name="ClientId">Null when it could not be read.</param>
/// <param name="Secret">Empty for a method without one.</param>
internal sealed record ClientCredentials(string? ClientId, string Secret);
