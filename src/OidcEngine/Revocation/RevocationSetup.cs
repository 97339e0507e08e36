using Microsoft.Extensions.DependencyInjection;

namespace OidcEngine.Revocation;

internal static class RevocationSetup
{
    public static IServiceCollection AddRevocation(this IServiceCollection services) => services.AddScoped<TokenRevoker>();
}
