using System.Globalization;
using System.Text;
using OidcEngine.Clients;
using Ui.Localisation;
using UserDirectory.Users;

namespace IdentityProvider.Consent;

/// <summary>What people know an app by. A registered name is somebody's text: nothing in it may turn the reading around, hide, or fill the
/// page, and the name of an app that registered itself may not borrow letters of one alphabet to look like another (UTS #39 §5).</summary>
internal static class ClientName
{
    private const int Longest = 60;
    private const int MostMarks = 2;

    public static string Of(Client client)
    {
        var name = Plain(Spoken(client) ?? client.ClientName ?? "");
        return name.Length == 0 || (client.RegisteredDynamically && !Scripts.IsOne(name)) ? client.ClientId : name;
    }

    /// <summary>In the language of the page (RFC 7591 §2.2).</summary>
    private static string? Spoken(Client client)
    {
        if (client.LocalisedNames.Count == 0) return null;
        var language = CultureInfo.CurrentUICulture;
        var names = client.LocalisedNames;
        return names.GetValueOrDefault(language.Name) ?? names.FirstOrDefault(name => language.Equals(Languages.Find(name.Key))).Value;
    }

    /// <summary>Without control and format characters (such as U+202E, which writes from right to left), with single spaces, at most two
    /// marks on a letter, and cut at 60 characters.</summary>
    internal static string Plain(string name)
    {
        var plain = new StringBuilder();
        var (marks, length) = (0, 0);
        foreach (var rune in name.Normalize(NormalizationForm.FormC).EnumerateRunes())
        {
            var category = Rune.GetUnicodeCategory(rune);
            if (IsInvisible(category)) continue;
            marks = IsMark(category) ? marks + 1 : 0;
            if (marks > MostMarks) continue;
            if (!Rune.IsWhiteSpace(rune)) plain.Append(rune);
            else if (plain.Length > 0 && plain[^1] != ' ') plain.Append(' ');
            if (++length == Longest) return plain.Append('…').ToString();
        }
        return plain.ToString().TrimEnd();
    }

    private static bool IsInvisible(UnicodeCategory category) => category is UnicodeCategory.Control or UnicodeCategory.Format
        or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    private static bool IsMark(UnicodeCategory category) =>
        category is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.SpacingCombiningMark;
}
