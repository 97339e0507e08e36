using System.Globalization;
using System.Text;

namespace ServiceDefaults.Localisation;

/// <summary>English with accents and about a third longer, as translations often are: what is cut off, and what comes from no resource, is
/// seen at once. Hosts speak it in development alone.</summary>
public static class PseudoLocale
{
    private const string Plain = "aceilnosuyACEINOSU";
    private const string Accented = "åçéîļñöšûýÅÇÉÎÑÖŠÛ";

    private static readonly CultureInfo Culture = CultureInfo.GetCultureInfo("qps-ploc");

    /// <summary>The present request is answered in it.</summary>
    public static bool IsSpoken => CultureInfo.CurrentUICulture.Equals(Culture);

    /// <summary>"Sign in" becomes "[Šîgñ îñ ···]"; what stands in braces stays.</summary>
    public static string Of(string text)
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
