using System.Text;

namespace UserDirectory.Passwords;

/// <summary>Passwords that attackers try first: those that are known from leaks (<see cref="KnownPasswords"/>), and a short list of words and runs
/// of keys of our own. What people do to such a word (capitals, <c>@</c> for a, digits and signs around it) is undone before the look-up, so
/// each line stands for thousands.</summary>
internal static class CommonPasswords
{
    private const string Resource = "UserDirectory.Passwords.common-passwords.txt";
    private static readonly string[] Runs = ["abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "qwertzuiop", "azertyuiop"];
    private static readonly HashSet<string> Words = Read();

    public static bool Contains(string password)
    {
        var lower = password.Normalize(NormalizationForm.FormKC).ToLowerInvariant();
        return IsRun(lower) || KnownPasswords.Contains(lower) || Forms(lower).Any(IsCommon);
    }

    private static bool IsCommon(string form) =>
        form.Length == 0 || Words.Contains(form) || IsRun(form) || IsTwice(form) || KnownPasswords.Contains(form);

    /// <summary>The word within, once as it stands and once with its look-alike signs turned back into letters.</summary>
    private static IEnumerable<string> Forms(string lower)
    {
        yield return Core(lower);
        yield return Core(Unleet(lower));
        yield return Unleet(Core(lower));
    }

    private static string Core(string text) => text.Trim([.. text.Where(character => !char.IsLetter(character))]);

    private static string Unleet(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            plain.Append(character switch
            {
                '@' or '4' => 'a',
                '3' => 'e',
                '1' or '!' or '|' => 'i',
                '0' => 'o',
                '$' or '5' => 's',
                '7' or '+' => 't',
                '8' => 'b',
                '9' => 'g',
                _ => character,
            });
        }

        return plain.ToString();
    }

    private static bool IsTwice(string form) =>
        form.Length % 2 == 0 && form[..(form.Length / 2)] is var half && half == form[(form.Length / 2)..]
        && (Words.Contains(half) || KnownPasswords.Contains(half));

    /// <summary>A stretch of the alphabet or of a row of keys, forwards or backwards, or one character over and over.</summary>
    private static bool IsRun(string text) =>
        text.Length >= 3
        && (text.All(character => character == text[0])
            || Runs.Any(run => run.Contains(text, StringComparison.Ordinal) || run.Contains(Reversed(text), StringComparison.Ordinal)));

    private static string Reversed(string text) => new([.. text.Reverse()]);

    private static HashSet<string> Read()
    {
        using var reader = new StreamReader(typeof(CommonPasswords).Assembly.GetManifestResourceStream(Resource)!);
        return [.. reader.ReadToEnd().Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != '#')];
    }
}
