using Microsoft.Data.Sqlite;

namespace UserDirectory.Tests.Database;

public class SqliteDirectory : DirectoryFixture
{
    protected override Task<Dictionary<string, string?>> DatabaseAsync() =>
        Task.FromResult(new Dictionary<string, string?> { ["Database:Provider"] = "Sqlite" });

    protected override Task ReleaseAsync()
    {
        SqliteConnection.ClearAllPools();
        return Task.CompletedTask;
    }
}
