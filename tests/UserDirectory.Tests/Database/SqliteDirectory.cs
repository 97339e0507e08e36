using Microsoft.Data.Sqlite;

namespace UserDirectory.Tests.Database;

public class SqliteDirectory : DirectoryFixture
{
    private int _files;

    protected override Task<Dictionary<string, string?>> DatabaseAsync() => Task.FromResult(new Dictionary<string, string?>
    {
        ["Database:Provider"] = "Sqlite",
        ["ConnectionStrings:Identity"] = $"Data Source={Path.Combine(Folder, $"identity{++_files}.db")}",
    });

    protected override Task ReleaseAsync()
    {
        SqliteConnection.ClearAllPools();
        return Task.CompletedTask;
    }
}
