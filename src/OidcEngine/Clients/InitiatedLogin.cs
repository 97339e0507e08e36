namespace OidcEngine.Clients;

/// <summary>A sign-in that begins at the provider, OIDC Core §4.</summary>
public static class InitiatedLogin
{
    /// <summary>Where a person goes to open the app.</summary>
    /// <param name="client">The app.</param>
    /// <param name="issuer">The provider, which the app is told as <c>iss</c>.</param>
    /// <returns>The client's <c>initiate_login_uri</c> with that parameter; null when it registered none.</returns>
    public static string? AddressOf(Client client, string issuer)
    {
        if (client.InitiateLoginUri is not { } uri) return null;
        var separator = uri.Contains('?') ? '&' : '?';
        return $"{uri}{separator}iss={Uri.EscapeDataString(issuer)}";
    }
}
