using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using UserDirectory.Database.Postgres;

namespace Migrator;

internal sealed class PostgresContextFactory : IDesignTimeDbContextFactory<PostgresIdentityDb>
{
    public PostgresIdentityDb CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<PostgresIdentityDb>()
            .UseNpgsql("Host=localhost")
            .UseApplicationServiceProvider(StoreSchema.Services)
            .Options);
}
