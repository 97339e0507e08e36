using System.Security.Cryptography;
using System.Text;
using OidcEngine.Clients;

namespace OidcEngine.Tests.Host;

/// <summary>The clients that every host knows.</summary>
internal static class TestClients
{
    /// <summary>The secret of the confidential ones.</summary>
    public const string Secret = "correct-horse-battery-staple-0123456789";

    private static readonly ClientSecret Kept = new(SHA256.HashData(Encoding.UTF8.GetBytes(Secret)));

    private static readonly string[] AllScopes =
    [
        "openid", "profile", "email", "phone", "address", "offline_access", "api.base", "api.read", "api.write", "files.read",
    ];

    /// <summary>A confidential web app of ours: consent is not asked.</summary>
    public static Client FirstParty { get; } = new()
    {
        ClientId = "first",
        ClientName = "First Party",
        RedirectUris = ["https://first.example/callback"],
        PostLogoutRedirectUris = ["https://first.example/bye", "https://first.example/bye?lang=en"],
        GrantTypes = ["authorization_code", "refresh_token", "client_credentials"],
        Scopes = AllScopes,
        Secrets = [Kept],
        FirstParty = true,
        BackchannelLogoutUri = "https://first.example/backchannel",
    };

    /// <summary>A confidential web app of somebody else.</summary>
    public static Client ThirdParty { get; } = new()
    {
        ClientId = "third",
        ClientName = "Third Party",
        RedirectUris = ["https://third.example/cb", "https://third.example/cb?kept=yes"],
        PostLogoutRedirectUris = ["https://third.example/bye"],
        GrantTypes = ["authorization_code", "refresh_token"],
        Scopes = AllScopes,
        TokenEndpointAuthMethod = "client_secret_post",
        Secrets = [Kept],
    };

    /// <summary>A browser app: public, with a claimed https redirect.</summary>
    public static Client Spa { get; } = new()
    {
        ClientId = "spa",
        ClientName = "Single Page",
        RedirectUris = ["https://spa.example/callback"],
        GrantTypes = ["authorization_code", "refresh_token"],
        Scopes = AllScopes,
        TokenEndpointAuthMethod = "none",
    };

    /// <summary>An installed app: public, on loopback or a private-use scheme (RFC 8252 §7).</summary>
    public static Client Native { get; } = new()
    {
        ClientId = "native",
        ClientName = "Installed",
        ApplicationType = "native",
        RedirectUris = ["http://127.0.0.1/cb", "http://[::1]/cb", "http://localhost/cb", "com.example.app:/cb"],
        GrantTypes = ["authorization_code", "refresh_token"],
        Scopes = AllScopes,
        TokenEndpointAuthMethod = "none",
    };

    /// <summary>A confidential app that is allowed to go without PKCE.</summary>
    public static Client Legacy { get; } = new()
    {
        ClientId = "legacy",
        RedirectUris = ["https://legacy.example/cb"],
        Scopes = AllScopes,
        Secrets = [Kept],
        FirstParty = true,
        RequirePkce = false,
    };

    /// <summary>A service that acts for itself alone.</summary>
    public static Client Machine { get; } = new()
    {
        ClientId = "machine",
        RedirectUris = ["https://machine.example/cb"],
        GrantTypes = ["client_credentials"],
        Scopes = ["api.read", "api.write"],
        Secrets = [Kept],
    };

    public static IReadOnlyList<Client> All { get; } = [FirstParty, ThirdParty, Spa, Native, Legacy, Machine];
}
