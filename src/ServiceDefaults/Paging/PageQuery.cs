using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using ServiceDefaults.Envelope;
using ServiceDefaults.Problems;

namespace ServiceDefaults.Paging;

/// <summary>Which page a caller asks for: by number as deep as row 10 000, beyond that by cursor.</summary>
public sealed record PageQuery
{
    public const int DefaultLimit = 20;
    public const int MaxLimit = 100;
    public const int DeepestRow = 10_000;

    public required int Limit { get; init; }

    /// <summary>From 1; null when a cursor was sent.</summary>
    public required int? Page { get; init; }

    /// <summary>As it was sent; <see cref="SignedCursor"/> opens it.</summary>
    public required string? Cursor { get; init; }

    public int Skip => Page is { } page ? (page - 1) * Limit : 0;

    /// <summary>Reads <c>page</c>, <c>limit</c> and <c>cursor</c>; each at most once.</summary>
    public static bool TryRead(
        IQueryCollection query, [NotNullWhen(true)] out PageQuery? page, [NotNullWhen(false)] out ApiProblem? problem)
    {
        page = null;
        problem = Doubled(query, "page") ?? Doubled(query, "limit") ?? Doubled(query, "cursor");
        if (problem is not null) return false;

        var cursor = NullIfEmpty(query["cursor"]);
        if (!TryNumber(query["limit"], DefaultLimit, out var limit) || limit > MaxLimit)
            problem = ApiProblem.Invalid("limit", $"It must be a whole number from 1 to {MaxLimit}.");
        else if (!TryNumber(query["page"], 1, out var number))
            problem = ApiProblem.Invalid("page", "It must be a whole number from 1.");
        else if (cursor is not null && NullIfEmpty(query["page"]) is not null)
            problem = ApiProblem.Invalid("page", "It cannot be combined with cursor.");
        else if ((long)number * limit > DeepestRow)
            problem = ApiProblem.Invalid("page", $"Pages end at row {DeepestRow}: go on with cursor, from next_cursor of the page before.");
        else
            page = new PageQuery { Limit = limit, Page = cursor is null ? number : null, Cursor = cursor };
        return page is not null;
    }

    /// <summary>The meta member of the answer.</summary>
    /// <param name="total">How many there are in all, as far as they were counted.</param>
    /// <param name="totalCapped">That counting stopped before the end.</param>
    /// <param name="nextCursor">Where the next page begins; null on the last page.</param>
    public PageMeta Meta(long total, bool totalCapped, string? nextCursor) => new()
    {
        Total = total,
        TotalCapped = totalCapped,
        Limit = Limit,
        Page = Page,
        TotalPages = (total + Limit - 1) / Limit,
        HasNext = nextCursor is not null,
        HasPrevious = Page is null or > 1,
        NextCursor = nextCursor,
    };

    private static ApiProblem? Doubled(IQueryCollection query, string name) =>
        query[name].Count > 1 ? ApiProblem.Invalid(name, "It is given more than once.") : null;

    private static bool TryNumber(string? text, int otherwise, out int number)
    {
        number = otherwise;
        return string.IsNullOrEmpty(text)
            || (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number >= 1);
    }

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
