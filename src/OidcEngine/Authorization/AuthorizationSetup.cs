using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace OidcEngine.Authorization;

/// <summary>What the authorization endpoint and the host's pages around it are made of.</summary>
internal static class AuthorizationSetup
{
    public static IServiceCollection AddAuthorizationEndpoint(this IServiceCollection services) => services
        .AddSingleton<TransactionUrl>()
        .AddScoped<AuthorizationRequestReader>()
        .AddScoped<CodeIssuer>()
        .AddScoped<AuthorizationFlow>()
        .AddScoped<AuthorizationInteractions>();
}
