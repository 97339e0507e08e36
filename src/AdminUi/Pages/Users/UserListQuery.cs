using System.Globalization;
using AdminUi.Addresses;
using AdminUi.Api;

namespace AdminUi.Pages.Users;

/// <summary>What the list shows, as it stands in the address. What makes no sense there counts as left out.</summary>
internal sealed record UserListQuery
{
    public const string DefaultSort = "-created_at";
    private const int DefaultLimit = 25;
    private const int DeepestRow = 10_000; // where the API stops counting pages

    public static IReadOnlyList<string> Statuses { get; } = ["active", "suspended", "pending_deletion"];

    public static IReadOnlyList<string> Sorts { get; } = ["-created_at", "created_at", "username", "-username", "email", "-email"];

    public static IReadOnlyList<int> Limits { get; } = [25, 50, 100];

    public string? Search { get; init; }

    public string? Status { get; init; }

    public string? Role { get; init; }

    /// <summary>The first and the last day of registration, in UTC.</summary>
    public DateOnly? From { get; init; }

    public DateOnly? To { get; init; }

    public string Sort { get; init; } = DefaultSort;

    public int Limit { get; init; } = DefaultLimit;

    public int Page { get; init; } = 1;

    public string? Cursor { get; init; }

    public int DeepestPage => DeepestRow / Limit;

    public bool IsNarrowed => Search is not null || Status is not null || Role is not null || From is not null || To is not null;

    public string Address => AddressOf("/users");

    /// <summary>All of this list as a file, whatever page it stands on.</summary>
    public string ExportAddress => (this with { Cursor = null, Page = 1 }).AddressOf("/users/export");

    private string AddressOf(string path) => QueryAddress.Of(path,
        ("q", Search),
        ("status", Status),
        ("role", Role),
        ("from", Day(From)),
        ("to", Day(To)),
        ("sort", Sort == DefaultSort ? null : Sort),
        ("limit", Limit == DefaultLimit ? null : Limit.ToString(CultureInfo.InvariantCulture)),
        ("cursor", Cursor));

    public static UserListQuery Read(IQueryCollection query)
    {
        var limit = Limits.FirstOrDefault(limit => query["limit"] == limit.ToString(CultureInfo.InvariantCulture), DefaultLimit);
        var page = int.TryParse(query["page"], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 1;
        return new UserListQuery
        {
            Search = Text(query["q"]),
            Status = Statuses.FirstOrDefault(status => query["status"] == status),
            Role = Text(query["role"]),
            From = Day(query["from"]),
            To = Day(query["to"]),
            Sort = Sorts.FirstOrDefault(sort => query["sort"] == sort, DefaultSort),
            Limit = limit,
            Page = Math.Clamp(page, 1, DeepestRow / limit),
            Cursor = Text(query["cursor"]),
        };
    }

    public UserFilter ToFilter() => new(Search, Status, Page, Limit)
    {
        Role = Role,
        CreatedFrom = From is { } from ? new DateTimeOffset(from, TimeOnly.MinValue, TimeSpan.Zero) : null,
        CreatedTo = To is { } to && to < DateOnly.MaxValue ? new DateTimeOffset(to.AddDays(1), TimeOnly.MinValue, TimeSpan.Zero) : null,
        Sort = Sort == DefaultSort ? null : Sort,
        Cursor = Cursor,
    };

    public static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static DateOnly? Day(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
