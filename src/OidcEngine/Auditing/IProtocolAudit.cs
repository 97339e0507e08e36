namespace OidcEngine.Auditing;

/// <summary>The audit trail, for what the protocol decides outside of a store's own transaction.</summary>
public interface IProtocolAudit
{
    /// <summary>Writes one record; it is durable when the task ends.</summary>
    Task RecordAsync(ProtocolEvent entry, CancellationToken cancellationToken);
}

/// <summary>One security-relevant act at a protocol endpoint.</summary>
/// <param name="Action">A dotted name, such as <c>client.authentication_failed</c>.</param>
/// <param name="Succeeded">False for a refusal.</param>
/// <param name="ClientId">The client, as far as it is known.</param>
/// <param name="Subject">The person, as far as it is known.</param>
/// <param name="Detail">The reason in words; never a secret.</param>
public sealed record ProtocolEvent(string Action, bool Succeeded, string? ClientId, string? Subject, string? Detail);
