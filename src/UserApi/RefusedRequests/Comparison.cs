namespace UserApi.RefusedRequests;

/// <summary>What was expected against what came.</summary>
/// <param name="Expected">All that would have been right, the one nearest to what came first.</param>
/// <param name="FirstDifference">The index of the first character that differs from that one; null when there is nothing to compare.</param>
internal sealed record Comparison(IReadOnlyList<string> Expected, int? FirstDifference)
{
    /// <param name="expected">Values with spaces between them.</param>
    /// <param name="received">Null when nothing came, or it is not shown.</param>
    public static Comparison Of(string? expected, string? received)
    {
        var values = expected?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];
        if (received is null || values.Length == 0) return new Comparison(values, null);
        string[] nearestFirst = [.. values.OrderByDescending(value => Shared(value, received)).ThenBy(value => value.Length)];
        return new Comparison(nearestFirst, nearestFirst[0] == received ? null : Shared(nearestFirst[0], received));
    }

    /// <summary>How many characters at the beginning are the same.</summary>
    private static int Shared(string one, string other) => one.AsSpan().CommonPrefixLength(other);
}
