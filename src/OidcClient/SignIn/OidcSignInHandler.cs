using System.Globalization;
using System.Security.Claims;
using System.Text.Encodings.Web;
using System.Text.Json;
using Jose;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OAuth;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OidcClient.Discovery;

namespace OidcClient.SignIn;

/// <summary>Signs people in at an OpenID provider: the framework keeps state and browser together, the protocol's own checks are
/// made here. Code flow with PKCE (OpenID Connect Core §3.1, RFC 7636, RFC 9207), RP-initiated logout.</summary>
internal sealed class OidcSignInHandler(
    IOptionsMonitor<OidcSignInOptions> options,
    ILoggerFactory logger,
    UrlEncoder encoder,
    Providers providers,
    TokenEndpoint tokenEndpoint,
    PushedAuthorizationEndpoint pushedRequests,
    UserInfoEndpoint userInfo,
    IdTokenValidator idTokens)
    : OAuthHandler<OidcSignInOptions>(options, logger, encoder), IAuthenticationSignOutHandler
{
    /// <summary>Parameters of a challenge that travel in the authentication request (OpenID Connect Core §3.1.2.1).</summary>
    public const string LoginHint = "login_hint";
    public const string Prompt = "prompt";
    public const string IdTokenHint = "id_token_hint";
    public const string MaxAge = "max_age";

    /// <summary>Where the session keeps what the provider said of its state (OpenID Connect Session Management 1.0 §2).</summary>
    public const string SessionState = "session_state";

    /// <summary>Set while the provider is asked without a page whether the session still lives.</summary>
    public const string SessionCheck = ".check";

    private static readonly string[] Asked = [LoginHint, Prompt, IdTokenHint, MaxAge];

    private const string Nonce = ".nonce";
    private const string AskedAge = ".max_age";
    private const int LongestReturnPath = 1000;
    private const int LongestSessionState = 200; // it has to fit into the session's cookie

    /// <summary>How far the provider's clock and ours may be apart.</summary>
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(1);

    private static readonly string[] PersonClaims = ["name", "preferred_username", "email"];

    private ProviderMetadata? _metadata;
    private bool _isOfThisBrowser;

    /// <summary>OpenID Connect RP-Initiated Logout 1.0 §2: the app's session ends at once, the provider's by redirect.</summary>
    public async Task SignOutAsync(AuthenticationProperties? properties)
    {
        var idToken = await Context.GetTokenAsync(OidcSignInDefaults.CookieScheme, OidcSignInDefaults.IdToken);
        await Context.SignOutAsync(OidcSignInDefaults.CookieScheme);
        Response.StatusCode = StatusCodes.Status303SeeOther;
        Response.Headers.Location = await EndSessionAddressAsync(idToken, Context.RequestAborted);
    }

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        try
        {
            _metadata = (await providers.Get(Options.Issuer).GetAsync(Context.RequestAborted)).Metadata;
        }
        catch (ProviderUnavailableException error)
        {
            AnswerUnavailable(error.Message);
            return;
        }
        properties.Items[Nonce] = Handles.Create();
        properties.RedirectUri ??= OriginalPathBase + OriginalPath + Request.QueryString;
        if (properties.RedirectUri.Length > LongestReturnPath) properties.RedirectUri = "/"; // it travels in state
        if (properties.GetParameter<string>(MaxAge) is { } maxAge) properties.Items[AskedAge] = maxAge;
        GenerateCorrelationId(properties);
        if (await AddressOfAsync(AuthenticationRequest(properties)) is { } address)
            await Events.RedirectToAuthorizationEndpoint(new(Context, Scheme, Options, properties, address));
    }

    /// <summary>Where the browser is sent with a request: with all of it, or with the reference to what was pushed (RFC 9126 §4). Null when it
    /// can be sent nowhere, which is then answered.</summary>
    private async Task<string?> AddressOfAsync(List<KeyValuePair<string, string?>> request)
    {
        var endpoint = Options.PushedRequests == PushedRequestUse.Never ? null : _metadata!.PushedAuthorizationRequestEndpoint;
        if (endpoint is null)
        {
            if (Options.PushedRequests != PushedRequestUse.Always) return QueryHelpers.AddQueryString(_metadata!.AuthorizationEndpoint, request);
            AnswerUnavailable("The provider offers no pushed authorization requests.");
            return null;
        }

        var pushed = await pushedRequests.PushAsync(Options, endpoint, request, Context.RequestAborted);
        if (pushed is PushedAuthorization.Accepted(var requestUri))
        {
            var reference = new Dictionary<string, string?> { ["client_id"] = Options.ClientId, ["request_uri"] = requestUri };
            return QueryHelpers.AddQueryString(_metadata!.AuthorizationEndpoint, reference);
        }
        AnswerUnavailable(((PushedAuthorization.Failed)pushed).Reason);
        return null;
    }

    private void AnswerUnavailable(string reason)
    {
        Logger.SignInUnavailable(reason);
        Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        Response.Headers.RetryAfter = Provider.Cooldown.TotalSeconds.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>The authentication request, OpenID Connect Core §3.1.2.1. The redirect URI is the configured one.</summary>
    private List<KeyValuePair<string, string?>> AuthenticationRequest(AuthenticationProperties properties)
    {
        var verifier = Handles.Create();
        properties.Items[OAuthConstants.CodeVerifierKey] = verifier;
        List<KeyValuePair<string, string?>> parameters =
        [
            new("client_id", Options.ClientId),
            new("response_type", "code"),
            new("redirect_uri", Options.RedirectUri),
            new("scope", FormatScope(Options.Scope)),
            new("nonce", properties.Items[Nonce]),
            new("code_challenge", WebEncoders.Base64UrlEncode(Handles.Hash(verifier))), // RFC 7636 §4.2
            new("code_challenge_method", "S256"),
            new("state", Options.StateDataFormat.Protect(properties)),
            .. Options.Resources.Select(resource => KeyValuePair.Create<string, string?>("resource", resource)),
        ];
        if (Options.RequiredAcr is { } acr) parameters.Add(new("claims", EssentialAcr(acr)));
        foreach (var name in Asked)
            if (properties.GetParameter<string>(name) is { } value)
                parameters.Add(new(name, value));
        return parameters;
    }

    private static string EssentialAcr(string acr) =>
        JsonSerializer.Serialize(new { id_token = new { acr = new { essential = true, values = new[] { acr } } } });

    protected override async Task<HandleRequestResult> HandleRemoteAuthenticateAsync()
    {
        if (Request.Query.Any(parameter => parameter.Value.Count > 1))
            return HandleRequestResult.Fail("The provider's answer holds a parameter twice.");
        try
        {
            _metadata = (await providers.Get(Options.Issuer).GetAsync(Context.RequestAborted)).Metadata;
        }
        catch (ProviderUnavailableException error)
        {
            return HandleRequestResult.Fail(error);
        }

        // RFC 9207 §2.4: before the answer is used, be it a code or an error.
        var issuer = Request.Query["iss"].ToString();
        if (issuer != Options.Issuer && (issuer.Length > 0 || _metadata.SendsIssuer))
            return HandleRequestResult.Fail("The answer does not come from the provider that was asked.");
        var result = await base.HandleRemoteAuthenticateAsync();
        return _isOfThisBrowser && Request.Query.ContainsKey("error") && result.Properties?.Items.ContainsKey(SessionCheck) is true
            ? await EndCheckedSessionAsync()
            : result;
    }

    /// <summary>What another browser asked for must not end the session of this one.</summary>
    protected override bool ValidateCorrelationId(AuthenticationProperties properties) =>
        _isOfThisBrowser = base.ValidateCorrelationId(properties);

    /// <summary>Session Management §3.1: no answer with a person is a logout. (One with another person takes this one's place.)</summary>
    private async Task<HandleRequestResult> EndCheckedSessionAsync()
    {
        await Context.SignOutAsync(OidcSignInDefaults.CookieScheme);
        Response.StatusCode = StatusCodes.Status303SeeOther;
        Response.Headers.Location = Options.SessionEndedAddress;
        return HandleRequestResult.Handle();
    }

    protected override async Task<OAuthTokenResponse> ExchangeCodeAsync(OAuthCodeExchangeContext context)
    {
        context.Properties.Items.Remove(OAuthConstants.CodeVerifierKey, out var verifier);
        var response = await tokenEndpoint.RedeemAsync(Options, context.Code, verifier, Context.RequestAborted);
        return response switch
        {
            TokenResponse.Issued issued => OAuthTokenResponse.Success(ToDocument(issued)),
            TokenResponse.Refused(var error, var description) =>
                OAuthTokenResponse.Failed(new AuthenticationFailureException($"The code was refused: {error}. {description}")),
            _ => OAuthTokenResponse.Failed(new AuthenticationFailureException(((TokenResponse.Unavailable)response).Reason)),
        };
    }

    protected override async Task<AuthenticationTicket> CreateTicketAsync(
        ClaimsIdentity identity, AuthenticationProperties properties, OAuthTokenResponse tokens)
    {
        var issued = (TokenResponse.Issued)TokenResponse.Read(tokens.Response!.RootElement);
        properties.Items.Remove(Nonce, out var nonce);
        if (issued.IdToken is null || nonce is null) throw new AuthenticationFailureException("The provider sent no id_token.");
        var reading = await idTokens.ValidateAsync(issued.IdToken, Options, nonce, issued.AccessToken, Context.RequestAborted);
        if (reading is JwtReading.Invalid(var fault, var detail))
            throw new AuthenticationFailureException($"The id_token is not valid: {fault}, {detail}.");

        var idToken = ((JwtReading.Valid)reading).Token;
        if (properties.Items.Remove(AskedAge, out var maxAge) && !IsYoungEnough(idToken, maxAge!)) // Core §3.1.3.7, step 13
            throw new AuthenticationFailureException("The provider did not ask the person anew: auth_time is missing or too long ago.");
        if (Options.RequiredAcr is { } acr && idToken.String("acr") != acr) // Core §3.1.3.7, step 12
            throw new AuthenticationFailureException("The provider did not authenticate the person as strongly as was asked.");
        properties.Items.Remove(SessionCheck);
        if (Options.WatchSession && Request.Query[SessionState] is [{ Length: > 0 and <= LongestSessionState } state])
            properties.Items[SessionState] = state;
        var person = await CreateIdentityAsync(idToken, issued.AccessToken, Context.RequestAborted);
        SessionTokens.Store(properties, issued, TimeProvider.GetUtcNow());
        return new AuthenticationTicket(new ClaimsPrincipal(person), properties, Scheme.Name);
    }

    private bool IsYoungEnough(Jwt idToken, string maxAge) =>
        idToken.Number("auth_time") is { } authTime
        && TimeProvider.GetUtcNow() - DateTimeOffset.FromUnixTimeSeconds(authTime)
            <= TimeSpan.FromSeconds(int.Parse(maxAge, CultureInfo.InvariantCulture)) + ClockSkew;

    private async Task<ClaimsIdentity> CreateIdentityAsync(Jwt idToken, string accessToken, CancellationToken cancellationToken)
    {
        var identity = new ClaimsIdentity(Scheme.Name, nameType: "name", roleType: "roles");
        identity.AddClaim(new Claim("sub", idToken.Subject!));
        if (idToken.String("sid") is { } sessionId) identity.AddClaim(new Claim("sid", sessionId));
        if (idToken.String("acr") is { } acr) identity.AddClaim(new Claim("acr", acr));
        if (idToken.Number("auth_time") is { } authTime)
            identity.AddClaim(new Claim("auth_time", authTime.ToString(CultureInfo.InvariantCulture)));

        var claims = Options.GetClaimsFromUserInfoEndpoint
            ? await userInfo.GetAsync(Options, accessToken, idToken.Subject!, cancellationToken) ?? idToken.Claims
            : idToken.Claims;
        foreach (var name in PersonClaims)
            if (claims.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String)
                identity.AddClaim(new Claim(name, value.GetString()!));
        foreach (var action in Options.ClaimActions) action.Run(claims, identity, Scheme.Name);
        return identity;
    }

    private async Task<string> EndSessionAddressAsync(string? idToken, CancellationToken cancellationToken)
    {
        try
        {
            var provider = await providers.Get(Options.Issuer).GetAsync(cancellationToken);
            if (provider.Metadata.EndSessionEndpoint is not { } endpoint) return Options.PostLogoutRedirectUri;
            var parameters = new Dictionary<string, string?>
            {
                ["client_id"] = Options.ClientId,
                ["post_logout_redirect_uri"] = Options.PostLogoutRedirectUri,
            };
            if (idToken is not null) parameters["id_token_hint"] = idToken;
            return QueryHelpers.AddQueryString(endpoint, parameters);
        }
        catch (ProviderUnavailableException)
        {
            return Options.PostLogoutRedirectUri;
        }
    }

    /// <summary>The framework hands the answer on as a document.</summary>
    private static JsonDocument ToDocument(TokenResponse.Issued issued) => JsonSerializer.SerializeToDocument(new
    {
        access_token = issued.AccessToken,
        token_type = "Bearer",
        refresh_token = issued.RefreshToken,
        id_token = issued.IdToken,
        expires_in = (int)issued.ExpiresIn.TotalSeconds,
    });
}
