namespace OidcClient.ApiAccess;

/// <summary>Tells whether an access token still counts, before it expires. A host that shares the provider's knowledge
/// registers one; without it a token counts until its <c>exp</c>.</summary>
public interface IAccessTokenStatus
{
    /// <summary>False when the token was revoked or what it hangs from has ended. A positive answer may be up to 5 s old.</summary>
    /// <param name="tokenId">The token's <c>jti</c>.</param>
    /// <param name="clientId">The token's <c>client_id</c>.</param>
    /// <param name="grantId">The token's <c>gid</c>; null for a client that acts for itself.</param>
    /// <param name="cancellationToken">Ends the question with the request.</param>
    ValueTask<bool> IsLiveAsync(string tokenId, string clientId, Guid? grantId, CancellationToken cancellationToken);
}
