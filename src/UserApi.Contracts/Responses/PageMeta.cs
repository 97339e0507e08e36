namespace UserApi.Contracts.Responses;

/// <summary>Where in a list a page lies.</summary>
public sealed record PageMeta
{
    public required long Total { get; init; }

    /// <summary>True when counting stopped, so that there are at least <see cref="Total"/>.</summary>
    public bool TotalCapped { get; init; }

    public required int Limit { get; init; }

    /// <summary>From 1; null when the page was reached by a cursor.</summary>
    public int? Page { get; init; }

    public long TotalPages { get; init; }

    public required bool HasNext { get; init; }

    public required bool HasPrevious { get; init; }

    /// <summary>Sent as <c>cursor</c> it gives the page that follows; null on the last page.</summary>
    public string? NextCursor { get; init; }
}
