namespace OidcEngine.Grants;

/// <summary>Grants as a whole. Codes and refresh families are parts of the same rows, behind ports of their own.</summary>
public interface IGrantStore
{
    /// <summary>The grant if it is not revoked, read from the database itself.</summary>
    Task<Grant?> FindLiveAsync(Guid grantId, CancellationToken cancellationToken);

    /// <summary>Ends the grant of this client with its audit row in one transaction; false when there is no live one.</summary>
    Task<bool> RevokeAsync(Guid grantId, string clientId, RevocationReason reason, CancellationToken cancellationToken);
}
