using System.Data;
using Microsoft.EntityFrameworkCore;

namespace UserDirectory.Database.Postgres;

/// <summary>The model on PostgreSQL.</summary>
public sealed class PostgresIdentityDb(DbContextOptions<PostgresIdentityDb> options) : IdentityDb(options)
{
    public override async Task<IAsyncDisposable?> BeginSearchAsync(CancellationToken cancellationToken)
    {
        if (Database.CurrentTransaction is not null) return null;
        var transaction = await Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        await Database.ExecuteSqlRawAsync("SET LOCAL plan_cache_mode = force_custom_plan; SET LOCAL jit = off", cancellationToken);
        return transaction;
    }

    protected override async Task<WriteTransaction> BeginOuterAsync(CancellationToken cancellationToken) =>
        WriteTransaction.Outer(this, await Database.BeginTransactionAsync(cancellationToken), turn: null);

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcTime>();
    }
}
