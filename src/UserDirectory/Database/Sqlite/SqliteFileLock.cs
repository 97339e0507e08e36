namespace UserDirectory.Database.Sqlite;

/// <summary>Keeps the database file to one process: its hosts share the lock, another process is refused.</summary>
internal sealed class SqliteFileLock : IDisposable
{
    private static readonly Lock Sync = new();
    private static readonly Dictionary<string, (FileStream File, int Holders)> Held = new(StringComparer.Ordinal);

    private readonly string _path;
    private bool _disposed;

    private SqliteFileLock(string path) => _path = path;

    /// <exception cref="IOException">Another process has the file, or the lock file cannot be written.</exception>
    public static SqliteFileLock Take(string databasePath)
    {
        var path = Path.GetFullPath(databasePath) + ".lock";
        lock (Sync)
        {
            Held[path] = Held.TryGetValue(path, out var held)
                ? (held.File, held.Holders + 1)
                : (new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None), 1);
            return new SqliteFileLock(path);
        }
    }

    public void Dispose()
    {
        lock (Sync)
        {
            if (_disposed || !Held.TryGetValue(_path, out var held))
                return;
            _disposed = true;
            if (held.Holders > 1)
            {
                Held[_path] = (held.File, held.Holders - 1);
                return;
            }

            Held.Remove(_path);
            held.File.Dispose();
        }
    }
}
