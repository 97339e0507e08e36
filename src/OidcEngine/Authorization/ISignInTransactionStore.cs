namespace OidcEngine.Authorization;

/// <summary>Authorization requests that wait for a person: to sign in, or to consent. The browser holds a handle, the row holds
/// the request.</summary>
public interface ISignInTransactionStore
{
    /// <summary>Keeps a new transaction.</summary>
    Task AddAsync(SignInTransaction transaction, CancellationToken cancellationToken);

    /// <summary>The transaction under this hash, unless it has expired or was completed.</summary>
    Task<SignInTransaction?> FindAsync(byte[] handleHash, CancellationToken cancellationToken);

    /// <summary>Writes the person's answer to the consent page; false when the transaction has expired or was completed.</summary>
    Task<bool> DecideAsync(byte[] handleHash, ConsentDecision decision, CancellationToken cancellationToken);

    /// <summary>Writes that the person goes on with the account of this session; false when the transaction has expired or was
    /// completed.</summary>
    Task<bool> ChooseAsync(byte[] handleHash, Guid sessionId, CancellationToken cancellationToken);

    /// <summary>Takes the transaction in one conditional statement; of several callers at once one alone gets true.</summary>
    Task<bool> CompleteAsync(byte[] handleHash, CancellationToken cancellationToken);
}

/// <summary>One waiting request.</summary>
public sealed record SignInTransaction
{
    /// <summary>SHA-256 of the handle.</summary>
    public required byte[] HandleHash { get; init; }

    /// <summary>The client that asked; it and its redirect URI had been proven when the row was written.</summary>
    public required string ClientId { get; init; }

    /// <summary>The parameters as they were received, each once.</summary>
    public required IReadOnlyDictionary<string, string> Parameters { get; init; }

    /// <summary>When it was written: a sign-in after this moment satisfies <c>prompt=login</c>.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it is forgotten.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>The session whose account the person chose to go on with, once that was asked and answered.</summary>
    public Guid? ChosenSessionId { get; init; }

    /// <summary>The person's answer, once there is one.</summary>
    public ConsentDecision? Consent { get; init; }
}

/// <summary>A person's answer to a consent page.</summary>
/// <param name="Subject">Who answered; it counts for nobody else.</param>
/// <param name="SessionId">In which session.</param>
/// <param name="Scopes">The scopes agreed to, and claims asked for one by one; empty when the person declined.</param>
public sealed record ConsentDecision(string Subject, Guid SessionId, IReadOnlyList<string> Scopes);
