namespace UserDirectory.Avatars;

/// <summary>What somebody sent, as a file in a folder of its own, which goes with it.</summary>
public sealed class ReceivedPicture : IAsyncDisposable
{
    internal const string FileName = "received";

    internal ReceivedPicture(string folder, long length) => (Folder, Length) = (folder, length);

    internal string Folder { get; }

    internal long Length { get; }

    internal ImageHeader? ReadHeader()
    {
        using var file = File.OpenRead(Path.Combine(Folder, FileName));
        return ImageHeader.Read(file);
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}
