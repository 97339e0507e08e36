using Microsoft.Extensions.DependencyInjection;
using OidcEngine.SenderConstraints;

namespace OidcEngine.Token;

internal static class TokenSetup
{
    public static IServiceCollection AddToken(this IServiceCollection services) => services
        .AddScoped<SenderKeys>()
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
