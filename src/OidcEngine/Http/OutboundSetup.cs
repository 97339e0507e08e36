using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace OidcEngine.Http;

/// <summary>What calls addresses that clients registered, all by the rules of <see cref="OutboundHandler"/>.</summary>
internal static class OutboundSetup
{
    public static IServiceCollection AddOutbound(this IServiceCollection services)
    {
        services.AddOutboundClient(OutboundForm.HttpClientName);
        services.AddOutboundClient(OutboundDocument.HttpClientName);
        return services.AddSingleton<OutboundForm>().AddSingleton<OutboundDocument>();
    }

    private static void AddOutboundClient(this IServiceCollection services, string name) =>
        services.AddHttpClient(name, client => client.Timeout = OutboundHandler.Timeout)
            .ConfigurePrimaryHttpMessageHandler(
                provider => new OutboundHandler(provider.GetRequiredService<IOptions<OidcEngineOptions>>().Value.AllowPrivateNetworks));
}
