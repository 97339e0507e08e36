using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using UserDirectory.Database.Sqlite;

namespace Migrator;

internal sealed class SqliteContextFactory : IDesignTimeDbContextFactory<SqliteIdentityDb>
{
    public SqliteIdentityDb CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqliteIdentityDb>()
            .UseSqlite("Data Source=design-time.db")
            .UseApplicationServiceProvider(StoreSchema.Services)
            .Options);
}
