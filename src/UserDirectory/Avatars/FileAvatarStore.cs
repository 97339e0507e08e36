using System.Runtime.CompilerServices;
using ServiceDefaults.Configuration;

namespace UserDirectory.Avatars;

/// <summary>Pictures as files below one folder. A file has its name only when it is whole and on the disk.</summary>
internal sealed class FileAvatarStore(string folder) : IAvatarStore
{
    public async Task WriteAsync(AvatarFile file, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var path = Path.Combine(folder, file.Name);
        DataDirectory.Create(Path.GetDirectoryName(path)!);
        var unfinished = path + ".part"; // a name is used once, so nobody else writes it
        await using (var stream = new FileStream(unfinished, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            await stream.WriteAsync(content, cancellationToken);
            stream.Flush(flushToDisk: true);
        }

        File.Move(unfinished, path, overwrite: true);
    }

    public async Task<byte[]?> ReadAsync(AvatarFile file, CancellationToken cancellationToken)
    {
        try
        {
            return await File.ReadAllBytesAsync(Path.Combine(folder, file.Name), cancellationToken);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    public Task DeleteAsync(Guid userId, Guid? version, CancellationToken cancellationToken)
    {
        var prefix = Path.Combine(folder, AvatarFile.PrefixOf(userId, version));
        if (!Directory.Exists(Path.GetDirectoryName(prefix))) return Task.CompletedTask;
        foreach (var path in Directory.EnumerateFiles(Path.GetDirectoryName(prefix)!, Path.GetFileName(prefix) + "*"))
            File.Delete(path);
        return Task.CompletedTask;
    }

    public async IAsyncEnumerable<StoredAvatar> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (!Directory.Exists(folder)) yield break;
        await Task.Yield(); // there may be many
        foreach (var path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (AvatarFile.TryParse(Path.GetFileName(path), out var stored, new DateTimeOffset(File.GetLastWriteTimeUtc(path), TimeSpan.Zero)))
                yield return stored;
        }
    }
}
