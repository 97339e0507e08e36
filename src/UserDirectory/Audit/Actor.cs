namespace UserDirectory.Audit;

/// <summary>Who acts, and from where.</summary>
/// <param name="UserId">The person; null for strangers, clients and the system itself.</param>
/// <param name="ClientId">The client through which, or as which, it is done.</param>
public sealed record Actor(Guid? UserId, string? ClientId, string? IpAddress, string? UserAgent, string? TraceId)
{
    /// <summary>The system itself: housekeeping, the import of configuration files.</summary>
    public static Actor System { get; } = new(null, null, null, null, null);
}
