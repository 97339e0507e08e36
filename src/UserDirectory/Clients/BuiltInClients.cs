using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using OidcEngine.FirstParty;
using ServiceDefaults.Configuration;

namespace UserDirectory.Clients;

/// <summary>The clients that every installation has, in the words of the clients file.</summary>
internal static class BuiltInClients
{
    private const string OriginsSetting = "Identity:FirstPartyOrigins";
    private const string RedirectsSetting = "Identity:FirstPartyRedirectUris";

    public static IReadOnlyList<JsonElement> Read(PublicUrls urls, string adminUiSecret, IConfiguration configuration) =>
        [
            Element(AdminUi(urls.AdminUrl, adminUiSecret)),
            Element(FirstParty(urls.Issuer, Origins(configuration), Redirects(configuration))),
        ];

    // It asks for no offline access: the console's tokens end with the session.
    private static JsonObject AdminUi(string adminUrl, string secret) => new()
    {
        ["client_id"] = "admin-ui",
        ["client_name"] = "Admin console",
        ["first_party"] = true,
        ["token_endpoint_auth_method"] = "client_secret_basic",
        ["client_secret"] = secret,
        ["grant_types"] = new JsonArray("authorization_code", "refresh_token"),
        ["redirect_uris"] = new JsonArray($"{adminUrl}/signin-oidc"),
        ["post_logout_redirect_uris"] = new JsonArray($"{adminUrl}/signout-callback-oidc"),
        ["backchannel_logout_uri"] = $"{adminUrl}/backchannel-logout",
        ["backchannel_logout_session_required"] = true,
        ["scope"] = "openid profile email profile.api admin.api",
    };

    // The JSON API of the provider issues its tokens; its pages are the provider's own.
    private static JsonObject FirstParty(string issuer, IReadOnlyList<string> origins, IReadOnlyList<string> redirects) => new()
    {
        ["client_id"] = FirstPartyTokens.ClientId,
        ["client_name"] = "First-party apps",
        ["first_party"] = true,
        ["token_endpoint_auth_method"] = "none",
        ["grant_types"] = new JsonArray("authorization_code", "refresh_token"),
        ["redirect_uris"] = new JsonArray([$"{issuer}/", .. redirects.Select(uri => JsonValue.Create(uri))]),
        ["allowed_cors_origins"] = new JsonArray([.. origins.Select(origin => JsonValue.Create(origin))]),
        ["scope"] = "openid profile email profile.api",
    };

    private static string[] Origins(IConfiguration configuration)
    {
        var origins = configuration.GetSection(OriginsSetting).Get<string[]>() ?? [];
        return Array.Find(origins, origin => !IsOrigin(origin)) is { } wrong
            ? throw new StartupFailure($"The setting {OriginsSetting} holds \"{wrong}\": write origins such as https://app.example.com.")
            : origins;
    }

    private static string[] Redirects(IConfiguration configuration)
    {
        var redirects = configuration.GetSection(RedirectsSetting).Get<string[]>() ?? [];
        return Array.Find(redirects, uri => WebAddress(uri) is not { Fragment: "", UserInfo: "" }) is { } wrong
            ? throw new StartupFailure(
                $"The setting {RedirectsSetting} holds \"{wrong}\": write addresses such as https://app.example.com/signed-in.")
            : redirects;
    }

    private static bool IsOrigin(string text) => WebAddress(text)?.GetLeftPart(UriPartial.Authority) == text;

    /// <summary>Plain http is taken on this machine alone.</summary>
    private static Uri? WebAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback))
            ? uri
            : null;

    private static JsonElement Element(JsonObject metadata) => JsonSerializer.SerializeToElement(metadata);
}
