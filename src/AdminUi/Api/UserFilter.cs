using System.Globalization;

namespace AdminUi.Api;

/// <summary>Which accounts to list.</summary>
internal sealed record UserFilter(string? Text, string? Status, int Page, int Limit)
{
    public Dictionary<string, string?> ToQuery() => new()
    {
        ["q"] = string.IsNullOrWhiteSpace(Text) ? null : Text.Trim(),
        ["status"] = string.IsNullOrEmpty(Status) ? null : Status,
        ["page"] = Page.ToString(CultureInfo.InvariantCulture),
        ["limit"] = Limit.ToString(CultureInfo.InvariantCulture),
    };
}
