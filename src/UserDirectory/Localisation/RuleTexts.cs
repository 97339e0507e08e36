using System.Globalization;
using System.Resources;
using ServiceDefaults.Localisation;

namespace UserDirectory.Localisation;

/// <summary>Rules in words, in the language of the request.</summary>
/// <param name="name">The full name of the resources, without language.</param>
internal sealed class RuleTexts(string name)
{
    private readonly ResourceManager _texts = new(name, typeof(RuleTexts).Assembly);

    public string Of(string key, params object[] values)
    {
        var text = _texts.GetString(key, CultureInfo.CurrentUICulture) ?? throw new MissingManifestResourceException($"{name} has no {key}.");
        return string.Format(CultureInfo.CurrentCulture, PseudoLocale.IsSpoken ? PseudoLocale.Of(text) : text, values);
    }
}
