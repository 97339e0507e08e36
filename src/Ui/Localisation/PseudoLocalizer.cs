using System.Globalization;
using System.Text;
using Microsoft.Extensions.Localization;

namespace Ui.Localisation;

/// <summary>While the pseudo-locale is spoken, every string comes with accents and about a third longer, as translations often are.</summary>
internal sealed class PseudoLocalizer(IStringLocalizer resources) : IStringLocalizer
{
    private const string Plain = "aceilnosuyACEINOSU";
    private const string Accented = "åçéîļñöšûýÅÇÉÎÑÖŠÛ";

    public LocalizedString this[string name] => IsSpoken && resources[name] is { ResourceNotFound: false } found
        ? new LocalizedString(name, Lengthen(found.Value))
        : resources[name];

    public LocalizedString this[string name, params object[] arguments] => IsSpoken && resources[name] is { ResourceNotFound: false } found
        ? new LocalizedString(name, string.Format(CultureInfo.CurrentCulture, Lengthen(found.Value), arguments))
        : resources[name, arguments];

    public IEnumerable<LocalizedString> GetAllStrings(bool includeParentCultures) => resources.GetAllStrings(includeParentCultures);

    private static bool IsSpoken => CultureInfo.CurrentUICulture.Equals(Languages.Pseudo);

    /// <summary>"Sign in" becomes "[Šîgñ îñ ···]"; what stands in braces stays.</summary>
    internal static string Lengthen(string text)
    {
        var result = new StringBuilder("[");
        var depth = 0;
        foreach (var character in text)
        {
            if (character == '{') depth++;
            var index = depth == 0 ? Plain.IndexOf(character, StringComparison.Ordinal) : -1;
            result.Append(index < 0 ? character : Accented[index]);
            if (character == '}') depth--;
        }
        return result.Append(' ').Append('·', Math.Max(2, text.Length / 3)).Append(']').ToString();
    }
}
