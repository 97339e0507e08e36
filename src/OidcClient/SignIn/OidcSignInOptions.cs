using Microsoft.AspNetCore.Authentication.OAuth;
using Microsoft.AspNetCore.Http;
using OidcClient.Discovery;

namespace OidcClient.SignIn;

/// <summary>How an app signs people in at a provider. <c>ClientId</c>, <c>ClientSecret</c> and <c>Scope</c> are the framework's
/// own, and so is <c>ClaimActions</c> for claims besides name, preferred_username and email; the endpoints come from discovery.</summary>
public sealed class OidcSignInOptions : OAuthOptions
{
    /// <summary>Code + PKCE, the scope "openid", and the paths under which the app is usually registered.</summary>
    public OidcSignInOptions()
    {
        Scope.Add("openid");
        CallbackPath = "/signin-oidc";
        SignInScheme = OidcSignInDefaults.CookieScheme;
        UsePkce = true;
        RemoteAuthenticationTimeout = TimeSpan.FromMinutes(30);
    }

    /// <summary>The provider's issuer identifier, exactly as it writes it.</summary>
    public string Issuer { get; set; } = "";

    /// <summary>The app's own public address without a trailing slash. Redirect URIs are made of it, never of a request.</summary>
    public string PublicUrl { get; set; } = "";

    /// <summary>The <c>id_token_signed_response_alg</c> that the app is registered with (OpenID Connect Core §3.1.3.7, 7).</summary>
    public string IdTokenAlgorithm { get; set; } = Jose.JwsAlgorithms.RS256;

    /// <summary>The name of the session cookie. A <c>__Host-</c> name lets no other host set it (RFC 6265bis §4.1.3.2).</summary>
    public string CookieName { get; set; } = "__Host-session";

    /// <summary>The session ends when nothing was asked for so long.</summary>
    public TimeSpan IdleTimeout { get; set; } = TimeSpan.FromHours(2);

    /// <summary>The access token is renewed when it has less time left than this.</summary>
    public TimeSpan RefreshBeforeExpiry { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Whether the userinfo endpoint is asked for the person's name after the sign-in.</summary>
    public bool GetClaimsFromUserInfoEndpoint { get; set; } = true;

    /// <summary>Whether authorization requests are pushed (RFC 9126).</summary>
    public PushedRequestUse PushedRequests { get; set; }

    /// <summary>The APIs that tokens are asked for, as <c>resource</c> (RFC 8707 §2.1). Needed when the scopes belong to several; the session's
    /// access token is for the first.</summary>
    public IList<string> Resources { get; } = [];

    /// <summary>The registered post-logout redirect: a page that needs no sign-in.</summary>
    public PathString SignedOutPath { get; set; } = "/signout-callback-oidc";

    /// <summary>Where the provider posts logout tokens to.</summary>
    public PathString BackChannelLogoutPath { get; set; } = "/backchannel-logout";

    /// <summary>The registered <c>frontchannel_logout_uri</c>, which needs <c>frontchannel_logout_session_required</c>.</summary>
    public PathString FrontChannelLogoutPath { get; set; } = "/frontchannel-logout";

    /// <summary>The registered <c>initiate_login_uri</c>, where a sign-in begins that was started elsewhere.</summary>
    public PathString InitiateLoginPath { get; set; } = "/initiate-login";

    /// <summary>The <c>acr</c> that a sign-in must reach: it is asked for as an essential claim (OpenID Connect Core §5.5.1.1), and an id_token that
    /// says anything else is refused (§3.1.3.7, step 12). Null takes any sign-in.</summary>
    public string? RequiredAcr { get; set; }

    /// <summary>Whether the session keeps the provider's <c>session_state</c>, so that pages can watch for a change there:
    /// <c>HttpContext.FindSessionWatchAsync</c>.</summary>
    public bool WatchSession { get; set; }

    /// <summary>Where a page that noticed a change goes, with <c>returnUrl</c>.</summary>
    public PathString SessionCheckPath { get; set; } = "/session-check";

    /// <summary>Where the browser goes when that check has ended the session: a page that needs no sign-in.</summary>
    public string SessionEndedAddress { get; set; } = "/";

    internal string RedirectUri => PublicUrl + CallbackPath;

    internal string PostLogoutRedirectUri => PublicUrl + SignedOutPath;

    /// <inheritdoc/>
    public override void Validate()
    {
        // Not the framework's own check: it asks for endpoints, which discovery finds when they are needed.
        IssuerAddress.Require(Issuer);
        if (string.IsNullOrEmpty(ClientId)) throw new ArgumentException("The client id is missing.");
        if (string.IsNullOrEmpty(ClientSecret)) throw new ArgumentException("The client secret is missing.");
        if (!Uri.TryCreate(PublicUrl, UriKind.Absolute, out _) || PublicUrl.EndsWith('/'))
            throw new ArgumentException("The app's public address must be absolute and not end with a slash.");
        if (!CallbackPath.HasValue) throw new ArgumentException("The callback path is missing.");
    }
}
