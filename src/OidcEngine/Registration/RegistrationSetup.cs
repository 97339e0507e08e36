using Microsoft.Extensions.DependencyInjection;

namespace OidcEngine.Registration;

internal static class RegistrationSetup
{
    public static IServiceCollection AddRegistration(this IServiceCollection services) => services.AddScoped<ClientRegistrar>();
}
