using Microsoft.Extensions.Localization;

namespace ServiceDefaults.Localisation;

/// <summary>Speaks the pseudo-locale, out of the English resources.</summary>
internal sealed class PseudoLocalizerFactory(ResourceManagerStringLocalizerFactory resources) : IStringLocalizerFactory
{
    public IStringLocalizer Create(Type resourceSource) => new PseudoLocalizer(resources.Create(resourceSource));

    public IStringLocalizer Create(string baseName, string location) => new PseudoLocalizer(resources.Create(baseName, location));
}
