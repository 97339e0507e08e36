namespace UserApi.Requests;

/// <summary>The columns of a list as CSV, in their order.</summary>
internal sealed class CsvColumns<T>(params IReadOnlyList<(string Name, Func<T, string?> Value)> columns)
{
    public IReadOnlyList<string> Names { get; } = [.. columns.Select(column => column.Name)];

    public IEnumerable<string?> Values(T record) => columns.Select(column => column.Value(record));
}
