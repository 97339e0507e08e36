using Microsoft.EntityFrameworkCore;
using TestKit.Postgres;

namespace UserDirectory.Tests.Database;

public class PostgresDirectory : DirectoryFixture
{
    private static readonly SemaphoreSlim Migrating = new(1, 1);
    private static string? _template;

    /// <summary>A copy of a database that was migrated once for all suites.</summary>
    protected override async Task<Dictionary<string, string?>> DatabaseAsync()
    {
        await Migrating.WaitAsync();
        try
        {
            _template ??= await MigrateAsync();
            return Named(await (await PostgresServer.GetAsync()).CreateDatabaseAsync(_template));
        }
        finally
        {
            Migrating.Release();
        }
    }

    public override async Task<Dictionary<string, string?>> EmptyDatabaseAsync() =>
        Named(await (await PostgresServer.GetAsync()).CreateDatabaseAsync());

    private async Task<string> MigrateAsync()
    {
        await using var host = Build(await EmptyDatabaseAsync());
        await using var db = host.NewContext();
        await db.Database.MigrateAsync();
        return db.Database.GetDbConnection().Database;
    }

    private static Dictionary<string, string?> Named(string connectionString) => new()
    {
        ["Database:Provider"] = "PostgreSql",
        ["ConnectionStrings:Identity"] = connectionString,
    };
}
