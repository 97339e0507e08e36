using System.Globalization;

namespace AdminUi.Api;

/// <summary>Which accounts to list.</summary>
internal sealed record UserFilter(string? Text, string? Status, int Page, int Limit)
{
    /// <summary>A role's name.</summary>
    public string? Role { get; init; }

    public DateTimeOffset? CreatedFrom { get; init; }

    /// <summary>Accounts made before this moment.</summary>
    public DateTimeOffset? CreatedTo { get; init; }

    /// <summary>In the API's words; null for its own order, the newest first.</summary>
    public string? Sort { get; init; }

    /// <summary>Where to go on, instead of at a page.</summary>
    public string? Cursor { get; init; }

    public Dictionary<string, string?> ToQuery() => new()
    {
        ["q"] = string.IsNullOrWhiteSpace(Text) ? null : Text.Trim(),
        ["status"] = string.IsNullOrEmpty(Status) ? null : Status,
        ["role"] = string.IsNullOrEmpty(Role) ? null : Role,
        ["created_from"] = Moment(CreatedFrom),
        ["created_to"] = Moment(CreatedTo),
        ["sort"] = Sort,
        ["page"] = Cursor is null ? Page.ToString(CultureInfo.InvariantCulture) : null,
        ["limit"] = Limit.ToString(CultureInfo.InvariantCulture),
        ["cursor"] = Cursor,
    };

    private static string? Moment(DateTimeOffset? moment) =>
        moment?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
