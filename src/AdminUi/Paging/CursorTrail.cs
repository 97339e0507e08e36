namespace AdminUi.Paging;

/// <summary>The way through a list whose API leads only forward: an address carries the cursors behind it, so that one can also
/// go back.</summary>
/// <param name="Current">Null on the first page.</param>
/// <param name="Behind">The cursors of the pages before, the nearest last; <see cref="First"/> stands for the first page.</param>
internal sealed record CursorTrail(string? Current, IReadOnlyList<string> Behind)
{
    private const string First = "-";
    private const char Separator = '~'; // stands in no cursor, and needs no escaping
    private const int Longest = 6; // an address has an end

    /// <param name="back">As <see cref="Back"/> was.</param>
    public static CursorTrail Read(string? cursor, string? back) => string.IsNullOrWhiteSpace(cursor)
        ? new CursorTrail(null, [])
        : new CursorTrail(cursor, [.. (back ?? "").Split(Separator, StringSplitOptions.RemoveEmptyEntries).TakeLast(Longest)]);

    public bool IsFirst => Current is null;

    /// <summary>What an address of this page carries beside its cursor.</summary>
    public string? Back => Behind.Count == 0 ? null : string.Join(Separator, Behind);

    /// <summary>The page after this one.</summary>
    public CursorTrail Older(string next) => new(next, [.. Behind.Append(Current ?? First).TakeLast(Longest)]);

    /// <summary>The page before this one; null on the first, and where the way back is no longer known.</summary>
    public CursorTrail? Newer() => Behind switch
    {
        [] => null,
        [.., First] => new CursorTrail(null, []),
        [.., var nearest] => new CursorTrail(nearest, [.. Behind.SkipLast(1)]),
    };
}
