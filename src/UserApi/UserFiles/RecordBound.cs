namespace UserApi.UserFiles;

/// <summary>Ends the reading when a single record would take more than it may: a quote that is never closed, or a million commas, would
/// otherwise be kept in memory to the end of the file.</summary>
internal sealed class RecordBound(TextReader text, int most) : TextReader
{
    private int _given;

    /// <summary>To be called behind each record.</summary>
    public void Next() => _given = 0;

    public override int Read(char[] buffer, int index, int count) => Counted(text.Read(buffer, index, count));

    public override async Task<int> ReadAsync(char[] buffer, int index, int count) => Counted(await text.ReadAsync(buffer, index, count));

    public override async ValueTask<int> ReadAsync(Memory<char> buffer, CancellationToken cancellationToken = default) =>
        Counted(await text.ReadAsync(buffer, cancellationToken));

    protected override void Dispose(bool disposing)
    {
        if (disposing) text.Dispose();
        base.Dispose(disposing);
    }

    private int Counted(int read) => (_given += read) > most ? throw new InvalidDataException("A record is too long.") : read;
}
