namespace OidcEngine.PushedAuthorization;

/// <summary>Authorization requests that were pushed (RFC 9126) and wait for a browser to bring their <c>request_uri</c>, each kept under the
/// hash of that value.</summary>
public interface IPushedRequestStore
{
    /// <summary>Keeps a new request.</summary>
    Task AddAsync(PushedRequest request, CancellationToken cancellationToken);

    /// <summary>Takes the request in one statement, if it is this client's and has not expired: what does not fit changes nothing, and of
    /// several callers at once, on whatever instance, one alone gets it.</summary>
    Task<PushedRequest?> TakeAsync(byte[] handleHash, string clientId, CancellationToken cancellationToken);
}

/// <summary>A pushed request as it is kept.</summary>
public sealed record PushedRequest
{
    /// <summary>SHA-256 of the random part of the <c>request_uri</c>.</summary>
    public required byte[] HandleHash { get; init; }

    /// <summary>The client that pushed it, which alone may use it (RFC 9126 §2.2).</summary>
    public required string ClientId { get; init; }

    /// <summary>The parameters as they were received, without the client's credentials.</summary>
    public required IReadOnlyDictionary<string, string> Parameters { get; init; }

    /// <summary>Until when it may be presented.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }
}
