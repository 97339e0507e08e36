using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ServiceDefaults.Configuration;

namespace UserDirectory.Database;

/// <summary>Brings the database up to date before anything of the host starts.</summary>
internal sealed class DatabaseStart(
    DatabaseSettings settings,
    IMigrationLock migrationLock,
    IDbContextFactory<IdentityDb> databases,
    IEnumerable<ISeed> seeds,
    ILogger<DatabaseStart> logger) : IHostedLifecycleService
{
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        await using var held = await migrationLock.TakeAsync(cancellationToken);
        await MigrateAsync(cancellationToken);
        foreach (var seed in seeds)
        {
            await using var db = await databases.CreateDbContextAsync(cancellationToken);
            await seed.ApplyAsync(db, cancellationToken);
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task MigrateAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var pending = (await db.Database.GetPendingMigrationsAsync(cancellationToken)).ToList();
        if (pending.Count == 0)
            return;
        if (!settings.MigrateAtStart)
            throw new StartupFailure($"The database lacks the migration {pending[0]}: apply it, or set Database:MigrateAtStart to true.");

        logger.Migrating(pending.Count, settings.Provider.ToString());
        await db.Database.MigrateAsync(cancellationToken);
    }
}
