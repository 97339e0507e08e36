namespace OidcEngine.Registration;

/// <summary>What a client that registers itself may have at most. It stays with the client: no later update goes beyond it.</summary>
/// <param name="Scopes">The scopes.</param>
/// <param name="GrantTypes">The grant types.</param>
public sealed record RegistrationPolicy(IReadOnlyList<string> Scopes, IReadOnlyList<string> GrantTypes)
{
    /// <summary>Reads two lists whose values are separated by spaces.</summary>
    public static RegistrationPolicy Parse(string scopes, string grantTypes) => new(List(scopes), List(grantTypes));

    private static string[] List(string text) =>
        [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct(StringComparer.Ordinal)];
}
