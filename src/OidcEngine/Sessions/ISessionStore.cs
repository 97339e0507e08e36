namespace OidcEngine.Sessions;

/// <summary>Server-side sessions, as far as the protocol needs them.</summary>
public interface ISessionStore
{
    /// <summary>The ids of the clients that were signed in to in this session and still hold a live grant from it.</summary>
    Task<IReadOnlyList<string>> FindClientsAsync(Guid sessionId, CancellationToken cancellationToken);

    /// <summary>Ends the session in one transaction: its grants without <c>offline_access</c> and its unused codes are revoked, a logout notice
    /// for each client that has a <c>backchannel_logout_uri</c> enters the outbox, and the audit row is written.
    /// Answers with the ids of all clients of the session; empty when it had ended before.</summary>
    Task<IReadOnlyList<string>> EndAsync(Guid sessionId, SessionEndReason reason, CancellationToken cancellationToken);
}

/// <summary>Why a session ended.</summary>
public enum SessionEndReason
{
    /// <summary>The person signed out.</summary>
    SignedOut,

    /// <summary>The person ended it from another device.</summary>
    EndedElsewhere,

    /// <summary>It was idle too long or reached its absolute end.</summary>
    Expired,

    /// <summary>A password or second factor changed.</summary>
    CredentialsChanged,

    /// <summary>The person was suspended or deleted.</summary>
    UserDisabled,

    /// <summary>An administrator ended it.</summary>
    EndedByAdministrator,
}
