using ServiceDefaults.Configuration;

namespace UserApi.UserFiles;

/// <summary>A file as it was sent, kept on disk while it is read: it holds hashes of passwords, so it has no name there, and it is gone when this
/// process is.</summary>
internal static class ReceivedFile
{
    private const string Folder = "received-files";

    public static async Task<Stream> ReceiveAsync(
        Stream body, IConfiguration configuration, TimeProvider time, CancellationToken cancellationToken)
    {
        var file = Create(Path.Combine(DataDirectory.Of(configuration), Folder), time);
        try
        {
            await body.CopyToAsync(file, cancellationToken);
            file.Position = 0;
            return file;
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }

    private static FileStream Create(string folder, TimeProvider time)
    {
        DataDirectory.Create(folder);
        var path = Path.Combine(folder, Guid.CreateVersion7(time.GetUtcNow()).ToString("N"));
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
            Options = FileOptions.Asynchronous | FileOptions.DeleteOnClose,
        };
        if (OperatingSystem.IsWindows()) return new FileStream(path, options);
        options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var file = new FileStream(path, options);
        File.Delete(path); // what is open stays readable
        return file;
    }
}
