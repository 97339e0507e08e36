using Microsoft.Extensions.Options;
using OidcEngine.Errors;
using OidcEngine.Scopes;

namespace OidcEngine.Token;

/// <summary>The client credentials grant, RFC 6749 §4.4: a confidential client acts for itself. No grant row, no refresh token (§4.4.3),
/// and once client and resources are cached no round trip to a store.</summary>
internal sealed class ClientCredentialsGrant(
    IResourceStore resources, AccessTokenWriter accessTokens, IOptions<OidcEngineOptions> options) : ITokenGrant
{
    /// <inheritdoc/>
    public async Task<Result<TokenResponse>> RedeemAsync(TokenRequest request, CancellationToken cancellationToken)
    {
        var client = request.Client;
        if (client.IsPublic) // §4.4
        {
            return OAuthError.UnauthorizedClient("A public client cannot act for itself.")
                .Because("grant-type", "RFC 6749 §4.4", "Register the client with a way to authenticate.");
        }
        if (!request.Resource.TryGet(out var resource, out var error)) return error;

        var catalog = await resources.GetAsync(cancellationToken);
        IReadOnlyList<string> named = resource.Value is null ? [] : [resource.Value];
        if (!ScopeResolution.ResolveForClient(client, request.Parameters["scope"], named, catalog).TryGet(out var granted, out error))
            return error;

        var content = new AccessTokenContent
        {
            Client = client,
            Audience = granted.Resources is [var audience, ..] ? audience : options.Value.Issuer,
            Scope = string.Join(' ', granted.Scopes),
            SenderKey = request.SenderKey,
        };
        return new TokenResponse(await accessTokens.WriteAsync(content, cancellationToken), content.Scope) { SenderKey = content.SenderKey };
    }
}
