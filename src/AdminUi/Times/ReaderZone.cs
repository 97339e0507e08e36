using System.Globalization;
using System.Text.RegularExpressions;

namespace AdminUi.Times;

/// <summary>The time zone that a page speaks in: an address that names one means the same to everybody who opens it; otherwise it
/// is that of the person's profile, or UTC.</summary>
internal static partial class ReaderZone
{
    private static readonly string[] Formats = ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd' 'HH:mm", "yyyy-MM-dd"];

    public static TimeZoneInfo Of(string? named, string? ofProfile) => Find(named) ?? Find(ofProfile) ?? TimeZoneInfo.Utc;

    /// <summary>A time as a form's field has it; null for what is none.</summary>
    public static DateTime? Read(string? text) =>
        DateTime.TryParseExact(text?.Trim(), Formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;

    /// <summary>As a form's field wants it.</summary>
    public static string? Write(DateTime? time) => time?.ToString(Formats[0], CultureInfo.InvariantCulture);

    /// <summary>The moment at which clocks there show this time. An hour that a change of the clocks leaves out is the one after it;
    /// of one that comes twice it is the first.</summary>
    public static DateTimeOffset? Moment(DateTime? time, TimeZoneInfo zone)
    {
        if (time is not { } shown || shown.Year is < 1970 or > 9000) return null;
        if (zone.IsInvalidTime(shown)) shown = shown.AddHours(1);
        var offset = zone.IsAmbiguousTime(shown) ? zone.GetAmbiguousTimeOffsets(shown).Max() : zone.GetUtcOffset(shown);
        return new DateTimeOffset(shown, offset);
    }

    // The system reads a zone from a file of its name: nothing else may be named.
    private static TimeZoneInfo? Find(string? name) =>
        name is { Length: > 0 and <= 64 } && ZoneName().IsMatch(name) && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone)
            ? zone
            : null;

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+){0,2}\z")]
    private static partial Regex ZoneName();
}
