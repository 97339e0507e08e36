using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using OidcEngine.Authorization;
using OidcEngine.CheckSession;
using OidcEngine.Clients;
using OidcEngine.Device;
using OidcEngine.Discovery;
using OidcEngine.DPoP;
using OidcEngine.EndSession;
using OidcEngine.FirstParty;
using OidcEngine.Http;
using OidcEngine.Introspection;
using OidcEngine.Keys;
using OidcEngine.PushedAuthorization;
using OidcEngine.Registration;
using OidcEngine.RequestObjects;
using OidcEngine.Revocation;
using OidcEngine.Sessions;
using OidcEngine.Token;
using OidcEngine.UserInfo;

namespace OidcEngine;

/// <summary>Adds the OAuth 2.0 and OpenID Connect provider to a host. The host registers the ports beside it, in whatever lifetime suits
/// them: <c>IClientStore</c>, <c>IResourceStore</c>, <c>IGrantStore</c>, <c>IAuthorizationCodeStore</c>, <c>IRefreshFamilyStore</c>,
/// <c>IAccessTokenStore</c>, <c>IConsentStore</c>, <c>IPushedRequestStore</c>, <c>ISignInTransactionStore</c>, <c>ISessionStore</c>,
/// <c>IKeyStore</c>, <c>ITakenIds</c>, <c>IDeviceRequestStore</c>, <c>IClientRegistrationStore</c>, <c>IUserClaims</c> and
/// <c>IProtocolAudit</c>; it may register <c>ITokenRequestLimit</c>, <c>IRegistrationLimit</c>, <c>ISupportCodes</c> and <c>IRefusalSink</c>.</summary>
public static class OidcEngineSetup
{
    /// <summary>The name of the meter under which the engine counts.</summary>
    public const string MeterName = "Identity.OidcEngine";

    /// <summary>The path of the session iframe (OIDC Session Management 1.0 §3.3), which pages of other origins must be able to embed.</summary>
    public const string CheckSessionPath = CheckSessionEndpoint.Path;

    /// <summary>Registers the engine. Wrong options stop the start with a sentence that names them.</summary>
    public static IServiceCollection AddOidcEngine(this IServiceCollection services, Action<OidcEngineOptions> configure)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<OidcEngineOptions>().Configure(configure).ValidateOnStart();
        services.AddSingleton<IValidateOptions<OidcEngineOptions>, OidcEngineOptionsValidation>();
        services.AddMetrics();
        services.AddScoped<RefusalRecorder>();
        return services
            .AddOutbound()
            .AddKeys()
            .AddClients()
            .AddSessions()
            .AddDiscovery()
            .AddRequestObjects()
            .AddPushedAuthorization()
            .AddAuthorizationEndpoint()
            .AddDPoP()
            .AddToken()
            .AddUserInfo()
            .AddIntrospection()
            .AddRevocation()
            .AddFirstParty()
            .AddEndSessionEndpoint()
            .AddDevice()
            .AddRegistration();
    }

    /// <summary>Maps every endpoint of the engine, below the host's path base.</summary>
    public static void MapOidcEngine(this IEndpointRouteBuilder routes)
    {
        DiscoveryEndpoint.Map(routes);
        JwksEndpoint.Map(routes);
        PushedAuthorizationEndpoint.Map(routes);
        AuthorizationEndpoint.Map(routes);
        TokenEndpoint.Map(routes);
        UserInfoEndpoint.Map(routes);
        IntrospectionEndpoint.Map(routes);
        RevocationEndpoint.Map(routes);
        EndSessionEndpoint.Map(routes);
        CheckSessionEndpoint.Map(routes);
        DeviceAuthorizationEndpoint.Map(routes);
        RegistrationEndpoint.Map(routes);
    }
}
