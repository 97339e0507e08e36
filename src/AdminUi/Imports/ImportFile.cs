using System.Security.Cryptography;

namespace AdminUi.Imports;

/// <summary>A file that somebody chose. What it is called and says of itself does not count.</summary>
internal sealed class ImportFile(IFormFile file)
{
    public const string Csv = "text/csv";
    public const string Ndjson = "application/x-ndjson";

    private const byte Brace = (byte)'{';
    private const int Beginning = 64;

    /// <summary>Two files with one mark are the same file.</summary>
    public async Task<string> MarkAsync(CancellationToken cancellationToken)
    {
        await using var content = file.OpenReadStream();
        return Convert.ToHexString(await SHA256.HashDataAsync(content, cancellationToken));
    }

    /// <summary>Lines of JSON begin with a brace, and a line of column names does not.</summary>
    public async Task<string> TypeAsync(CancellationToken cancellationToken)
    {
        await using var content = file.OpenReadStream();
        var beginning = new byte[Beginning];
        var read = await content.ReadAtLeastAsync(beginning, Beginning, throwOnEndOfStream: false, cancellationToken);
        return beginning.Take(read).FirstOrDefault(letter => letter is > (byte)' ' and < 0x80) == Brace ? Ndjson : Csv;
    }

    public Stream Open() => file.OpenReadStream();
}
