using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace ServiceDefaults.Localisation;

internal static class LocalisationSetup
{
    /// <summary>Strings of resources, which also come in the pseudo-locale.</summary>
    public static void AddStrings(this IServiceCollection services)
    {
        services.AddLocalization();
        services.AddSingleton<ResourceManagerStringLocalizerFactory>();
        services.AddSingleton<IStringLocalizerFactory, PseudoLocalizerFactory>();
    }
}
