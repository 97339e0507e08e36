using TestKit.Postgres;

namespace UserDirectory.Tests.Database;

public class PostgresDirectory : DirectoryFixture
{
    protected override async Task<Dictionary<string, string?>> DatabaseAsync()
    {
        var server = await PostgresServer.GetAsync();
        return new Dictionary<string, string?>
        {
            ["Database:Provider"] = "PostgreSql",
            ["ConnectionStrings:Identity"] = await server.CreateDatabaseAsync(),
        };
    }
}
