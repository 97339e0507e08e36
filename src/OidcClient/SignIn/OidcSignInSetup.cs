using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using OidcClient.Discovery;

namespace OidcClient.SignIn;

/// <summary>Adds to an app the sign-in at an OpenID provider.</summary>
public static class OidcSignInSetup
{
    /// <summary>Signs people in by code + PKCE (OpenID Connect Core §3.1) and keeps who they are and their tokens in one
    /// encrypted cookie, renewing the access token before it expires. Challenging leads to the provider; signing out of
    /// <see cref="OidcSignInDefaults.Scheme"/> ends the session here and there. A failed sign-in is reported through
    /// <c>options.Events.OnRemoteFailure</c>.</summary>
    public static AuthenticationBuilder AddOidcSignIn(this IServiceCollection services, Action<OidcSignInOptions> configure)
    {
        services.AddProtocol();
        services.AddHttpContextAccessor();
        services.TryAddSingleton<LogoutTokenValidator>();
        services.TryAddSingleton<TakenLogoutTokens>();
        services.TryAddSingleton<EndedSessions>();
        services.TryAddScoped<SessionRefresh>();
        services.TryAddTransient<UserAccessTokenHandler>();
        services.AddSingleton<IConfigureOptions<CookieAuthenticationOptions>, SessionCookie>();
        return services
            .AddAuthentication(options =>
            {
                options.DefaultScheme = OidcSignInDefaults.CookieScheme;
                options.DefaultChallengeScheme = OidcSignInDefaults.Scheme;
                options.DefaultSignOutScheme = OidcSignInDefaults.Scheme;
            })
            .AddCookie(OidcSignInDefaults.CookieScheme)
            .AddOAuth<OidcSignInOptions, OidcSignInHandler>(OidcSignInDefaults.Scheme, options =>
            {
                configure(options);
                options.CorrelationCookie = CorrelationCookie(options.CookieName);
            });
    }

    /// <summary>Adds a provider as a scheme of its own, for a host that has sessions of its own and perhaps several providers: it signs nobody
    /// in. Challenging the scheme leads to the provider; who came back is told by <c>options.Events.OnTicketReceived</c>, whoever did not by
    /// <c>OnRemoteFailure</c> and <c>OnAccessDenied</c>, and each of these handles the answer or skips the handler.</summary>
    public static AuthenticationBuilder AddOidcProvider(
        this AuthenticationBuilder authentication, string scheme, Action<OidcSignInOptions> configure)
    {
        authentication.Services.AddProtocol();
        return authentication.AddOAuth<OidcSignInOptions, OidcSignInHandler>(scheme, options =>
        {
            configure(options);
            options.CorrelationCookie = CorrelationCookie(options.CookieName);
        });
    }

    /// <summary>Maps what the provider and its pages call: <see cref="OidcSignInOptions.BackChannelLogoutPath"/> (OpenID Connect Back-Channel
    /// Logout 1.0 §2.5), <see cref="OidcSignInOptions.FrontChannelLogoutPath"/> (Front-Channel Logout 1.0 §2) and
    /// <see cref="OidcSignInOptions.InitiateLoginPath"/> (Core §4); and <see cref="OidcSignInOptions.SessionCheckPath"/> where the app
    /// watches its session (Session Management 1.0 §3.1).</summary>
    public static IEndpointRouteBuilder MapOidcSignIn(this IEndpointRouteBuilder routes)
    {
        BackChannelLogoutEndpoint.Map(routes);
        FrontChannelLogoutEndpoint.Map(routes);
        InitiateLoginEndpoint.Map(routes);
        SessionCheckEndpoint.Map(routes);
        return routes;
    }

    /// <summary>Lets an HTTP client act for the person who is signed in: their access token goes with each request.</summary>
    public static IHttpClientBuilder AddUserAccessToken(this IHttpClientBuilder client) =>
        client.AddHttpMessageHandler<UserAccessTokenHandler>();

    /// <summary>Ties the provider's answer to the browser that asked. It comes back on a top-level GET, so Lax suffices.</summary>
    /// <param name="sessionCookie">With what its name begins.</param>
    public static CookieBuilder CorrelationCookie(string sessionCookie) => new()
    {
        Name = $"{sessionCookie}-signin.",
        Path = "/",
        HttpOnly = true,
        IsEssential = true,
        SecurePolicy = CookieSecurePolicy.Always,
        SameSite = SameSiteMode.Lax,
    };

    private static void AddProtocol(this IServiceCollection services)
    {
        services.AddProviders();
        services.TryAddSingleton<TokenEndpoint>();
        services.TryAddSingleton<PushedAuthorizationEndpoint>();
        services.TryAddSingleton<UserInfoEndpoint>();
        services.TryAddSingleton<IdTokenValidator>();
    }
}
