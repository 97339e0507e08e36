using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OidcEngine.Clients;
using OidcEngine.Http;
using OidcEngine.Keys;
using OidcEngine.Sessions;

namespace OidcEngine.EndSession;

/// <summary>What the logout endpoint, the host's pages around it and the back channel are made of.</summary>
internal static class EndSessionSetup
{
    public static IServiceCollection AddEndSessionEndpoint(this IServiceCollection services) => services
        .AddSingleton<LogoutIds>()
        .AddScoped<LogoutRequestReader>()
        .AddScoped<SignOutFlow>()
        .AddScoped(CreateInteractions)
        .AddSingleton(CreateBackChannel);

    // Their constructors are internal, as their parts are.
    private static EndSessionInteractions CreateInteractions(IServiceProvider services) => new(
        services.GetRequiredService<ISessionStore>(),
        services.GetRequiredService<IClientStore>(),
        services.GetRequiredService<LogoutIds>(),
        services.GetRequiredService<IOptions<OidcEngineOptions>>());

    private static BackChannelLogout CreateBackChannel(IServiceProvider services) => new(
        services.GetRequiredService<IClientStore>(),
        services.GetRequiredService<KeyRing>(),
        services.GetRequiredService<OutboundForm>(),
        services.GetRequiredService<IOptions<OidcEngineOptions>>(),
        services.GetRequiredService<TimeProvider>());
}
