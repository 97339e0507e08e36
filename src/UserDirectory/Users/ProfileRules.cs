using System.Globalization;

namespace UserDirectory.Users;

/// <summary>What the values of a profile must be like. Null says that the value is fine.</summary>
internal static class ProfileRules
{
    private const int UrlLength = 300;
    private const int TagLength = 35; // BCP 47 §4.4.1

    public static string? Line(string value, int longest) =>
        value.Any(char.IsControl) ? ProfileText.Of("Line") : Length(value, longest);

    public static string? Lines(string value, int longest) =>
        value.Any(character => char.IsControl(character) && character is not ('\n' or '\r' or '\t'))
            ? ProfileText.Of("Lines")
            : Length(value, longest);

    /// <summary>E.164, as OpenID Connect Core §5.1 recommends.</summary>
    public static string? PhoneNumber(string value) =>
        value.Length is >= 8 and <= 16 && value[0] == '+' && value[1] != '0' && value.AsSpan(1).IndexOfAnyExceptInRange('0', '9') < 0
            ? null
            : ProfileText.Of("PhoneNumber");

    public static string? Website(string value) =>
        value.Length <= UrlLength
        && Uri.TryCreate(value, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp)
        && uri.UserInfo.Length == 0
            ? null
            : ProfileText.Of("Website", UrlLength);

    /// <summary>OpenID Connect Core §5.1: a date, a date without its year (0000), or a year alone.</summary>
    public static string? Birthdate(string value)
    {
        if (value.Length == 4 && int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year is >= 1850 and <= 9999) return null;
        var date = value.StartsWith("0000-", StringComparison.Ordinal) ? "2000" + value[4..] : value; // a leap year, for 29 February
        return DateOnly.TryParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
            ? null
            : ProfileText.Of("Birthdate");
    }

    public static string? Zoneinfo(string value) =>
        value.Length <= 64 && TimeZoneInfo.TryFindSystemTimeZoneById(value, out var zone) && zone.HasIanaId
            ? null
            : ProfileText.Of("Zoneinfo");

    public static string? Locale(string value)
    {
        var subtags = value.Split('-');
        var wellFormed = value.Length <= TagLength
            && subtags[0].Length is 2 or 3 && subtags[0].All(char.IsAsciiLetter)
            && subtags.Skip(1).All(subtag => subtag.Length is >= 1 and <= 8 && subtag.All(char.IsAsciiLetterOrDigit));
        return wellFormed ? null : ProfileText.Of("Locale");
    }

    private static string? Length(string value, int longest) => value.Length <= longest ? null : ProfileText.Of("TooLong", longest);
}
