using System.Globalization;
using Microsoft.Extensions.Localization;

namespace ServiceDefaults.Localisation;

/// <summary>The resources themselves, but in the pseudo-locale while that is spoken.</summary>
internal sealed class PseudoLocalizer(IStringLocalizer resources) : IStringLocalizer
{
    public LocalizedString this[string name] => PseudoLocale.IsSpoken && resources[name] is { ResourceNotFound: false } found
        ? new LocalizedString(name, PseudoLocale.Of(found.Value))
        : resources[name];

    public LocalizedString this[string name, params object[] arguments] => PseudoLocale.IsSpoken && resources[name] is { ResourceNotFound: false } found
        ? new LocalizedString(name, string.Format(CultureInfo.CurrentCulture, PseudoLocale.Of(found.Value), arguments))
        : resources[name, arguments];

    public IEnumerable<LocalizedString> GetAllStrings(bool includeParentCultures) => resources.GetAllStrings(includeParentCultures);
}
