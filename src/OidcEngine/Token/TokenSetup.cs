using Microsoft.Extensions.DependencyInjection;

namespace OidcEngine.Token;

internal static class TokenSetup
{
    public static IServiceCollection AddToken(this IServiceCollection services) => services
        .AddScoped<TokenGrants>()
        .AddScoped<AuthorizationCodeGrant>()
        .AddScoped<RefreshTokenGrant>()
        .AddScoped<ClientCredentialsGrant>()
        .AddScoped<GrantTokens>()
        .AddScoped<AccessTokenReader>()
        .AddSingleton<AccessTokenWriter>()
        .AddSingleton<IdTokenWriter>()
        .AddSingleton<RefreshTokens>()
        .AddSingleton<TokenMetrics>();
}
