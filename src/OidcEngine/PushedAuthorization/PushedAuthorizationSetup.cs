using Microsoft.Extensions.DependencyInjection;

namespace OidcEngine.PushedAuthorization;

internal static class PushedAuthorizationSetup
{
    public static IServiceCollection AddPushedAuthorization(this IServiceCollection services) => services.AddScoped<PushedRequests>();
}
