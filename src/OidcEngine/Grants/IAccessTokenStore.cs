namespace OidcEngine.Grants;

/// <summary>What is known of access tokens after they were issued: whether they still count.</summary>
public interface IAccessTokenStore
{
    /// <summary>False when the token was revoked, its grant has ended, or its client is disabled. A positive answer may be up to 5
    /// s old.</summary>
    ValueTask<bool> IsLiveAsync(AccessTokenReference token, CancellationToken cancellationToken);

    /// <summary>Revokes this one token (RFC 7009 §2.1); the row is kept until the token would have expired.</summary>
    Task RevokeAsync(AccessTokenReference token, DateTimeOffset expiresAt, CancellationToken cancellationToken);
}

/// <summary>The parts of an access token by which its state is found.</summary>
/// <param name="TokenId"><c>jti</c>.</param>
/// <param name="ClientId"><c>client_id</c>.</param>
/// <param name="GrantId"><c>gid</c>; null for a client that acts for itself.</param>
public sealed record AccessTokenReference(string TokenId, string ClientId, Guid? GrantId);
