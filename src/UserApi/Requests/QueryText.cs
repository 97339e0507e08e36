using System.Globalization;
using Microsoft.Extensions.Primitives;
using ServiceDefaults.Problems;

namespace UserApi.Requests;

/// <summary>The query of a list: every parameter is known, given once, and holds clean text. A misspelt filter would otherwise
/// show everything.</summary>
internal static class QueryText
{
    private const int MaxLength = 2048;
    private static readonly string[] MomentFormats = ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd"];

    /// <summary>Null says that the query may be read.</summary>
    public static ApiProblem? Refuse(IQueryCollection query, IReadOnlySet<string> known)
    {
        var faults = query
            .Select(parameter => (Name: Shown(parameter.Key), Fault: Fault(parameter.Key, parameter.Value, known)))
            .Where(one => one.Fault is not null)
            .Select(one => (one.Name, one.Fault!))
            .ToArray();
        return faults.Length == 0 ? null : ApiProblem.Invalid(faults);
    }

    /// <summary>The value of a parameter; null when it is absent, empty or blank.</summary>
    public static string? Of(IQueryCollection query, string name, int longest, List<(string Member, string Reason)> faults)
    {
        var value = Of(query, name)?.Trim();
        if (value?.Length > longest) faults.Add((name, $"It may have {longest} characters."));
        return value is { Length: > 0 } ? value : null;
    }

    public static string? OneOf(
        IQueryCollection query, string name, IReadOnlyList<string> allowed, List<(string Member, string Reason)> faults)
    {
        var value = Of(query, name);
        if (value is not null && !allowed.Contains(value)) faults.Add((name, $"It must be one of: {string.Join(", ", allowed)}."));
        return value;
    }

    /// <summary>A moment as RFC 3339 §5.6 writes it; a day alone is its first moment in UTC.</summary>
    public static DateTimeOffset? Moment(IQueryCollection query, string name, List<(string Member, string Reason)> faults)
    {
        if (Of(query, name) is not { } text) return null;
        var repaired = text.Replace(' ', '+'); // what a "+" becomes in a query that was not encoded
        var styles = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        if (DateTimeOffset.TryParseExact(repaired, MomentFormats, CultureInfo.InvariantCulture, styles, out var moment)) return moment;
        faults.Add((name, "It must be a time such as 2026-01-31T08:00:00Z, or a day such as 2026-01-31."));
        return null;
    }

    private static string? Of(IQueryCollection query, string name) => query[name] is [{ Length: > 0 } value] ? value : null;

    private static string? Fault(string name, StringValues values, IReadOnlySet<string> known)
    {
        if (!known.Contains(name)) return "This parameter is unknown here.";
        if (values.Count > 1) return "It is given more than once.";
        var text = values[0] ?? "";
        if (text.Length > MaxLength) return "It is too long.";
        return text.Contains('\0') || text.Contains('\uFFFD') ? "It holds text that cannot be read." : null;
    }

    private static string Shown(string name) => name.Length > 64 ? name[..64] : name.Replace("\0", "\\u0000", StringComparison.Ordinal);
}
