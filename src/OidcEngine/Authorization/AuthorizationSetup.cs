using Microsoft.Extensions.DependencyInjection;
using OidcEngine.Auditing;
using OidcEngine.Grants;

namespace OidcEngine.Authorization;

/// <summary>What the authorization endpoint and the host's pages around it are made of.</summary>
internal static class AuthorizationSetup
{
    public static IServiceCollection AddAuthorizationEndpoint(this IServiceCollection services) => services
        .AddSingleton<TransactionUrl>()
        .AddScoped<AuthorizationRequestReader>()
        .AddScoped<CodeIssuer>()
        .AddScoped<AuthorizationFlow>()
        .AddScoped(CreateInteractions);

    // Its constructor is internal, as its parts are.
    private static AuthorizationInteractions CreateInteractions(IServiceProvider services) => new(
        services.GetRequiredService<ISignInTransactionStore>(),
        services.GetRequiredService<IConsentStore>(),
        services.GetRequiredService<AuthorizationRequestReader>(),
        services.GetRequiredService<TransactionUrl>(),
        services.GetRequiredService<IProtocolAudit>());
}
