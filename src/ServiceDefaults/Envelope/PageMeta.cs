using System.Text.Json.Serialization;

namespace ServiceDefaults.Envelope;

/// <summary>Where in a list a page lies.</summary>
public sealed record PageMeta
{
    public required long Total { get; init; }

    /// <summary>True when counting stopped, so that there are at least <see cref="Total"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool TotalCapped { get; init; }

    public required int Limit { get; init; }

    /// <summary>Null when the page was reached by a cursor.</summary>
    public required int? Page { get; init; }

    public required long TotalPages { get; init; }

    public required bool HasNext { get; init; }

    public required bool HasPrevious { get; init; }

    public required string? NextCursor { get; init; }
}
