using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace OidcClient.Discovery;

internal static class DiscoverySetup
{
    public static void AddProviders(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ProviderDocuments>();
        services.TryAddSingleton<Providers>();
        services.AddHttpClient(ProviderDocuments.HttpClientName, ConfigureClient).UseSocketsHttpHandler(ConfigureHandler);
    }

    private static void ConfigureClient(HttpClient client)
    {
        client.Timeout = TimeSpan.FromSeconds(10);
        client.MaxResponseContentBufferSize = 256 * 1024;
    }

    private static void ConfigureHandler(SocketsHttpHandler handler, IServiceProvider services)
    {
        handler.AllowAutoRedirect = false;
        handler.UseCookies = false;
        handler.ConnectTimeout = TimeSpan.FromSeconds(5);
    }
}
