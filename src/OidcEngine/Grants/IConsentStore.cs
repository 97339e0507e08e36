namespace OidcEngine.Grants;

/// <summary>Consent that people gave and that is remembered, per person and client.</summary>
public interface IConsentStore
{
    /// <summary>The scopes that the person has agreed to for this client; empty when there are none.</summary>
    Task<IReadOnlySet<string>> FindAsync(string subject, string clientId, CancellationToken cancellationToken);

    /// <summary>Adds the scopes to what is remembered, with its audit row in the same transaction.</summary>
    Task RememberAsync(string subject, string clientId, IReadOnlyCollection<string> scopes, CancellationToken cancellationToken);
}
