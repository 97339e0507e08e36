namespace UserApi.UserFiles;

/// <summary>The section <c>Import</c>: how large a file of accounts may be.</summary>
internal sealed class ImportOptions
{
    public const string Section = "Import";

    private const long MostBytes = 1024L * 1024 * 1024;
    private const int MostLines = 1_000_000;

    public long MaxBytes { get; set; } = 100 * 1024 * 1024;

    public int MaxLines { get; set; } = 100_000;

    public static string? Problem(ImportOptions options)
    {
        if (options.MaxBytes is < 1024 or > MostBytes) return $"The setting Import:MaxBytes must lie between 1024 and {MostBytes}.";
        return options.MaxLines is < 1 or > MostLines ? $"The setting Import:MaxLines must lie between 1 and {MostLines}." : null;
    }
}
