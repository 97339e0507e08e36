using Microsoft.Extensions.DependencyInjection;

namespace OidcEngine.Introspection;

internal static class IntrospectionSetup
{
    public static IServiceCollection AddIntrospection(this IServiceCollection services) => services.AddScoped<TokenIntrospector>();
}
