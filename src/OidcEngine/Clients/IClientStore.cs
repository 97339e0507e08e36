namespace OidcEngine.Clients;

/// <summary>Where the registered clients are kept.</summary>
public interface IClientStore
{
    /// <summary>The enabled client of this exact <c>client_id</c>, or null. The answer may be up to 5 s old.</summary>
    ValueTask<Client?> FindAsync(string clientId, CancellationToken cancellationToken);

    /// <summary>True when some enabled client has this origin among its redirect URIs' origins or its <c>allowed_cors_origins</c>.
    /// The answer may be up to 5 s old.</summary>
    /// <param name="origin">A serialised origin, such as <c>https://app.example.com</c>.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    ValueTask<bool> HasOriginAsync(string origin, CancellationToken cancellationToken);
}
