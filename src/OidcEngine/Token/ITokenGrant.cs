using OidcEngine.Clients;
using OidcEngine.Errors;
using OidcEngine.Http;
using OidcEngine.SenderConstraints;

namespace OidcEngine.Token;

/// <summary>What one <c>grant_type</c> does at the token endpoint, RFC 6749 §4.</summary>
internal interface ITokenGrant
{
    /// <summary>Takes what the request presents and answers with tokens for it.</summary>
    Task<Result<TokenResponse>> RedeemAsync(TokenRequest request, CancellationToken cancellationToken);
}

/// <summary>A token request whose client is authenticated and may use the grant type.</summary>
internal sealed record TokenRequest(Client Client, RequestParameters Parameters)
{
    /// <summary>The key that the client proved to hold with this request; null when it showed none.</summary>
    public SenderKey? SenderKey { get; init; }

    /// <summary>The key that the client's refresh tokens are bound to, from the first to the last: RFC 9449 §5 and RFC 8705 §4. Those of a
    /// client that authenticates are bound by that alone, so that it may change its key.</summary>
    public SenderKey? RefreshKey => Client.IsPublic ? SenderKey : null;

    /// <summary>RFC 8707 §2.2, for one token: an access token of this server is for one resource.</summary>
    public Result<RequestedResource> Resource => Parameters.Resources switch
    {
        [] => new RequestedResource(null),
        [var resource] => new RequestedResource(resource),
        var several => OAuthError.InvalidTarget("A token is for one resource; several are named.")
            .Because("resource", "RFC 8707 §2.2", "Ask for a token of each API by itself.", received: string.Join(' ', several)),
    };
}

/// <summary>The <c>resource</c> parameter, or null when there is none.</summary>
internal readonly record struct RequestedResource(string? Value);
