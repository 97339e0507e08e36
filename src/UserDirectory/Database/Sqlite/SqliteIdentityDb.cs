using Microsoft.EntityFrameworkCore;

namespace UserDirectory.Database.Sqlite;

/// <summary>The model on SQLite, where one writer at a time has its turn.</summary>
public sealed class SqliteIdentityDb(DbContextOptions<SqliteIdentityDb> options) : IdentityDb(options)
{
    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        if (Database.CurrentTransaction is not null)
            return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);

        await using var write = await BeginWriteAsync(cancellationToken);
        var count = await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        await write.CommitAsync(cancellationToken);
        return count;
    }

    protected override async Task<WriteTransaction> BeginOuterAsync(CancellationToken cancellationToken)
    {
        var turn = await SqliteWriteGate.Of(Database.GetDbConnection().DataSource).EnterAsync(cancellationToken);
        try
        {
            // The provider begins with BEGIN IMMEDIATE: a transaction that reads first and writes later cannot fail half-way.
            return WriteTransaction.Outer(this, await Database.BeginTransactionAsync(cancellationToken), turn);
        }
        catch
        {
            turn.Dispose();
            throw;
        }
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UnixMicroseconds>();
    }
}
