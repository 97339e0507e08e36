using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OidcEngine.Authorization;
using OidcEngine.Clients;
using OidcEngine.Device;
using OidcEngine.Grants;
using OidcEngine.Keys;
using OidcEngine.PushedAuthorization;
using OidcEngine.Registration;
using OidcEngine.Scopes;
using OidcEngine.Sessions;
using ServiceDefaults.Configuration;
using ServiceDefaults.Idempotency;
using UserDirectory.ClientRegistration;
using UserDirectory.Clients;
using UserDirectory.Consents;
using UserDirectory.Database;
using UserDirectory.Device;
using UserDirectory.Grants;
using UserDirectory.Housekeeping;
using UserDirectory.Idempotency;
using UserDirectory.Keys;
using UserDirectory.PushedRequests;
using UserDirectory.Refusals;
using UserDirectory.Resources;
using UserDirectory.Roles;
using UserDirectory.Sessions;
using UserDirectory.Transactions;

namespace UserDirectory;

/// <summary>Registers the stores behind the engine's ports.</summary>
internal static class StoresSetup
{
    /// <summary>What both hosts ask: clients, resources, whether tokens live, and what ends them.</summary>
    public static void AddStores(this IServiceCollection services)
    {
        services.AddSingleton<ClientStore>();
        services.AddSingleton<IClientStore>(provider => provider.GetRequiredService<ClientStore>());
        services.AddSingleton<IResourceStore, ResourceStore>();
        services.AddSingleton<AccessTokenCache>();
        services.AddSingleton<IAccessTokenStore, AccessTokenStore>();
        services.AddSingleton(provider => new GrantRevocation(
            provider.GetRequiredService<AccessTokenCache>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new UserGrants(
            provider.GetRequiredService<IDbContextFactory<IdentityDb>>(), provider.GetRequiredService<GrantRevocation>(),
            provider.GetRequiredService<IClientStore>()));
        services.AddScoped<GrantSearch>();
        services.AddScoped<RefusalSearch>();
        services.AddScoped(provider => new GrantRemoval(
            provider.GetRequiredService<IdentityDb>(), provider.GetRequiredService<GrantRevocation>(), provider.GetRequiredService<Escalation>()));
        services.AddSingleton<SessionEnding>();
        services.AddSingleton<ISessionStore, SessionStore>();
        services.AddSingleton<RunningKeys>();
        services.AddScoped<IIdempotencyStore, IdempotencyStore>();
    }

    /// <summary>What the provider alone does: issue, keep keys, take configuration files in, clean up.</summary>
    public static void AddProviderStores(this IServiceCollection services)
    {
        services.AddSingleton<IAuthorizationCodeStore, AuthorizationCodeStore>();
        services.AddSingleton<IRefreshFamilyStore, RefreshFamilyStore>();
        services.AddSingleton<IGrantStore, GrantStore>();
        services.AddSingleton<IConsentStore, ConsentStore>();
        services.AddSingleton<IPushedRequestStore, PushedRequestStore>();
        services.AddSingleton<ISignInTransactionStore, SignInTransactionStore>();
        services.AddSingleton<IDeviceRequestStore, DeviceRequestStore>();
        services.AddSingleton<ClientRemoval>();
        services.AddSingleton<IClientRegistrationStore, ClientRegistrationStore>();
        services.AddSingleton<InitialAccessTokens>();
        services.AddSingleton<IKeyStore, KeyStore>();
        services.AddSingleton<ISeed, ResourcesSeed>(); // before the clients, whose scopes it brings
        services.AddSingleton<ISeed, ClientsSeed>();
        services.AddSingleton(provider => ValidatedOptions.Read<HousekeepingOptions>(
            provider.GetRequiredService<IConfiguration>(), HousekeepingOptions.Section, options => options.Problem()));
        services.AddSingleton<IHousekeepingJob, ExpiredRows>();
        services.AddSingleton<IHousekeepingJob, ExpiredSessions>();
        services.AddSingleton<IHousekeepingJob, UnusedClients>();
        services.AddHostedService<Housekeeper>();
        services.AddRefusalsOfProvider();
    }
}
