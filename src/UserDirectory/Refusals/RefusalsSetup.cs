using Microsoft.Extensions.DependencyInjection;
using OidcEngine.Refusals;

namespace UserDirectory.Refusals;

internal static class RefusalsSetup
{
    /// <summary>What the provider does: keep them.</summary>
    public static void AddRefusalsOfProvider(this IServiceCollection services)
    {
        services.AddSingleton<RefusalBudget>();
        services.AddSingleton<RefusalQueue>();
        services.AddSingleton<IRefusalSink>(provider => provider.GetRequiredService<RefusalQueue>());
        services.AddHostedService<RefusalWriter>();
    }
}
