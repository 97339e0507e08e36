using System.IO.Compression;
using System.Text;
using System.Text.Json;
using ServiceDefaults.Json;

namespace UserDirectory.PersonalData;

/// <summary>A ZIP of files, written while it is sent: no more than one entry's buffer is in memory. It ends with a list of what is in it.</summary>
internal sealed class PersonalArchive(ZipArchive zip, DateTimeOffset now)
{
    private static readonly JsonSerializerOptions Indented = new(ApiJson.Options) { WriteIndented = true };
    private static readonly byte[] LineEnd = "\n"u8.ToArray();

    private readonly List<(string Name, string About)> _entries = [];

    /// <param name="name">The file's name in the archive, such as <c>profile.json</c>.</param>
    /// <param name="about">What it is, for the list.</param>
    public async Task WriteJsonAsync<T>(string name, string about, T value, CancellationToken cancellationToken)
    {
        await using var entry = await OpenAsync(name, about, CompressionLevel.Fastest, cancellationToken);
        await JsonSerializer.SerializeAsync(entry, value, Indented, cancellationToken);
    }

    /// <summary>One JSON document a line, for what may be long.</summary>
    public async Task WriteLinesAsync<T>(string name, string about, IAsyncEnumerable<T> values, CancellationToken cancellationToken)
    {
        await using var entry = await OpenAsync(name, about, CompressionLevel.Fastest, cancellationToken);
        await foreach (var value in values.WithCancellation(cancellationToken))
        {
            await JsonSerializer.SerializeAsync(entry, value, ApiJson.Options, cancellationToken);
            await entry.WriteAsync(LineEnd, cancellationToken);
        }
    }

    /// <summary>A file as it is, such as a picture.</summary>
    public async Task WriteFileAsync(string name, string about, Stream content, CancellationToken cancellationToken)
    {
        await using var entry = await OpenAsync(name, about, CompressionLevel.NoCompression, cancellationToken);
        await content.CopyToAsync(entry, cancellationToken);
    }

    internal async Task WriteListAsync(string heading, CancellationToken cancellationToken)
    {
        var text = new StringBuilder(heading).Append("\n\n");
        foreach (var (name, about) in _entries) text.Append(name).Append("\n    ").Append(about).Append('\n');
        await using var entry = await OpenAsync("README.txt", "", CompressionLevel.Fastest, cancellationToken);
        await entry.WriteAsync(Encoding.UTF8.GetBytes(text.ToString()), cancellationToken);
    }

    private Task<Stream> OpenAsync(string name, string about, CompressionLevel level, CancellationToken cancellationToken)
    {
        _entries.Add((name, about));
        var entry = zip.CreateEntry(name, level);
        entry.LastWriteTime = now;
        return entry.OpenAsync(cancellationToken);
    }
}
