using OidcEngine.Clients;

namespace OidcEngine.EndSession;

/// <summary>What the logged-out page shows in a hidden frame, OIDC Front-Channel Logout 1.0 §2 and §3.</summary>
internal static class FrontChannelLogout
{
    /// <summary>The client's <c>frontchannel_logout_uri</c>, with <c>iss</c> and <c>sid</c> where it registered that it needs them: both or
    /// neither (§2). A query that the URI was registered with is kept.</summary>
    public static string? AddressOf(Client client, string issuer, Guid? sessionId)
    {
        if (client.FrontchannelLogoutUri is not { } uri || !client.FrontchannelLogoutSessionRequired) return client.FrontchannelLogoutUri;
        if (sessionId is null) return null;
        var separator = uri.Contains('?') ? '&' : '?';
        return $"{uri}{separator}iss={Uri.EscapeDataString(issuer)}&sid={sessionId}";
    }
}
