using OidcEngine.DPoP;
using OidcEngine.MutualTls;
using OidcEngine.Registration;

namespace OidcEngine;

/// <summary>What the engine must know of the installation.</summary>
public sealed class OidcEngineOptions
{
    /// <summary>The issuer: an https URL without query, fragment or trailing slash (RFC 8414 §2). Every address in metadata starts
    /// with it.</summary>
    public string Issuer { get; set; } = "";

    /// <summary>The host's cookie scheme whose principal carries <see cref="Sessions.SessionClaims"/>; null for the default
    /// scheme.</summary>
    public string? SessionScheme { get; set; }

    /// <summary>The host's sign-in page; gets <c>returnUrl</c>.</summary>
    public string SignInPath { get; set; } = "/sign-in";

    /// <summary>The host's page where a person chooses between the account that is signed in and another; gets
    /// <c>returnUrl</c>.</summary>
    public string SelectAccountPath { get; set; } = "/select-account";

    /// <summary>The host's page where people make themselves an account, which leads on to the sign-in page; gets <c>returnUrl</c>.
    /// Null when there is none, and then <c>prompt=create</c> is not offered.</summary>
    public string? RegistrationPath { get; set; }

    /// <summary>The values of <c>acr</c> that a sign-in of the host can reach, the weakest first. A session of a later one does where an
    /// earlier one is asked for.</summary>
    public IReadOnlyList<string> AcrValues { get; set; } = ["aal1"];

    /// <summary>The languages of the host's pages, as BCP 47 tags, for <c>ui_locales_supported</c>; empty when it does not say.</summary>
    public IReadOnlyList<string> UiLocales { get; set; } = [];

    /// <summary>The host's consent page; gets <c>returnUrl</c>.</summary>
    public string ConsentPath { get; set; } = "/consent";

    /// <summary>The host's sign-out page; gets <c>logoutId</c>.</summary>
    public string SignOutPath { get; set; } = "/sign-out";

    /// <summary>The host's page after sign-out; gets <c>logoutId</c>.</summary>
    public string SignedOutPath { get; set; } = "/signed-out";

    /// <summary>True when the host sends its session cookie into frames and posts of other sites too (SameSite=None).</summary>
    public bool CrossSiteSessions { get; set; }

    /// <summary>The host's page where people enter the code of a device; may get <c>user_code</c> (RFC 8628 §3.3).</summary>
    public string DevicePath { get; set; } = "/device";

    /// <summary>True allows fetches and notices to loopback and private addresses: for development alone.</summary>
    public bool AllowPrivateNetworks { get; set; }

    /// <summary>How authorization requests must come.</summary>
    public RequestRules Requests { get; set; } = new();

    /// <summary>What is asked of DPoP proofs.</summary>
    public DPoPOptions DPoP { get; set; } = new();

    /// <summary>Where clients show certificates; null when they cannot.</summary>
    public MutualTlsOptions? MutualTls { get; set; }

    /// <summary>Whether and what clients may register by themselves.</summary>
    public ClientRegistrationOptions Registration { get; set; } = new();

    /// <summary>How long things live.</summary>
    public Lifetimes Lifetimes { get; set; } = new();

    /// <summary>Every address of an endpoint, as callers know it.</summary>
    internal IReadOnlyList<string> AddressesOf(string path) =>
        MutualTls is { } mutualTls ? [Issuer + path, mutualTls.AddressOf(path)] : [Issuer + path];
}

/// <summary>How authorization requests of every client must come; one client alone can be held to it by its metadata.</summary>
public sealed class RequestRules
{
    /// <summary><c>require_pushed_authorization_requests</c>, RFC 9126 §5.</summary>
    public bool RequirePushed { get; set; }

    /// <summary><c>require_signed_request_object</c>, RFC 9101 §10.5.</summary>
    public bool RequireSigned { get; set; }
}

/// <summary>How long what the engine issues lives, unless the client says otherwise.</summary>
public sealed class Lifetimes
{
    /// <summary>Authorization codes (RFC 6749 §4.1.2: at most ten minutes).</summary>
    public TimeSpan AuthorizationCode { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Access tokens.</summary>
    public TimeSpan AccessToken { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>id_tokens.</summary>
    public TimeSpan IdToken { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>Refresh tokens, from their last use.</summary>
    public TimeSpan RefreshToken { get; set; } = TimeSpan.FromDays(7);

    /// <summary>Refresh families, from their first token.</summary>
    public TimeSpan RefreshTokenAbsolute { get; set; } = TimeSpan.FromDays(30);

    /// <summary>How long after a rotation the previous refresh token still gets the same successor; zero for never.</summary>
    public TimeSpan RefreshGrace { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a pushed request waits for a browser to bring it (RFC 9126 §2.2).</summary>
    public TimeSpan PushedRequest { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a person may take to sign in and consent.</summary>
    public TimeSpan SignInTransaction { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>Device codes and the user codes beside them (RFC 8628 §3.2).</summary>
    public TimeSpan DeviceCode { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How long a signing key is announced before it signs.</summary>
    public TimeSpan KeyAnnouncement { get; set; } = TimeSpan.FromDays(14);

    /// <summary>How long a signing key signs.</summary>
    public TimeSpan KeyUse { get; set; } = TimeSpan.FromDays(90);

    /// <summary>The longest life of a session; expired id_tokens are honoured as hints at least that long.</summary>
    public TimeSpan Session { get; set; } = TimeSpan.FromHours(24);
}
