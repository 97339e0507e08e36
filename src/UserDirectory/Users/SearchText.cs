using System.Text;

namespace UserDirectory.Users;

/// <summary>One text for each account that both databases index by trigrams. Each word follows two spaces, so that even one letter
/// at the beginning of a word makes a trigram: parts of three characters and more are found anywhere, shorter ones where a word begins.</summary>
internal static class SearchText
{
    private const string Mark = "  ";
    private const int ShortestPart = 3;

    public static string Of(User user)
    {
        var text = new StringBuilder();
        foreach (var value in new[] { user.UserName, user.Email, user.GivenName, user.MiddleName, user.FamilyName, user.Nickname })
        {
            if (value is null) continue;
            foreach (var word in Words(value))
                text.Append(Mark).Append(word);
        }

        return text.ToString();
    }

    /// <summary>The parts that must all be in the text.</summary>
    public static IReadOnlyList<string> Parts(string query) =>
        [.. Words(query).Distinct().Select(word => word.Length < ShortestPart ? Mark + word : word)];

    private static string[] Words(string value) =>
        StorableText.Of(value).Normalize(NormalizationForm.FormKC).ToLowerInvariant().Split(
            (char[]?)null, StringSplitOptions.RemoveEmptyEntries);
}
