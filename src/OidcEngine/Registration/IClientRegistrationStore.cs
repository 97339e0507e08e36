namespace OidcEngine.Registration;

/// <summary>Clients that register themselves, and the initial access tokens that let them. Each change writes its audit row in the same
/// transaction, and is seen by this process at once.</summary>
public interface IClientRegistrationStore
{
    /// <summary>The policy of the initial access token under this hash; null when it is unknown, has expired or no use is left.</summary>
    Task<RegistrationPolicy?> FindPolicyAsync(byte[] initialTokenHash, CancellationToken cancellationToken);

    /// <summary>Adds the client. With an initial access token, one of its uses is taken in the same transaction by one conditional
    /// statement; false, and nothing is written, when none is left.</summary>
    Task<bool> AddAsync(RegisteredClient client, byte[]? initialTokenHash, CancellationToken cancellationToken);

    /// <summary>The enabled client of this id, if its registration access token has this hash; else null.</summary>
    Task<RegisteredClient?> FindAsync(string clientId, byte[] tokenHash, CancellationToken cancellationToken);

    /// <summary>Replaces the client in one statement that holds the hash of its registration access token; of two at once the second finds
    /// a token that is no longer good, and gets false.</summary>
    Task<bool> ReplaceAsync(RegisteredClient client, byte[] tokenHash, CancellationToken cancellationToken);

    /// <summary>Deletes the client with its secrets, and ends what it was ever granted; false when the token is not good.</summary>
    Task<bool> DeleteAsync(string clientId, byte[] tokenHash, CancellationToken cancellationToken);

    /// <summary>Remembers that the client got a token once: it is then no longer one that nobody uses.</summary>
    ValueTask NoteUseAsync(string clientId, CancellationToken cancellationToken);
}
