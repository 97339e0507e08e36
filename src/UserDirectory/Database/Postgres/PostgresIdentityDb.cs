using Microsoft.EntityFrameworkCore;

namespace UserDirectory.Database.Postgres;

/// <summary>The model on PostgreSQL.</summary>
public sealed class PostgresIdentityDb(DbContextOptions<PostgresIdentityDb> options) : IdentityDb(options)
{
    protected override async Task<WriteTransaction> BeginOuterAsync(CancellationToken cancellationToken) =>
        WriteTransaction.Outer(this, await Database.BeginTransactionAsync(cancellationToken), turn: null);

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcTime>();
    }
}
