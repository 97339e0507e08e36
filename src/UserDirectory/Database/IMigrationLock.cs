namespace UserDirectory.Database;

/// <summary>Lets one host at a time bring the database up to date.</summary>
internal interface IMigrationLock
{
    /// <exception cref="ServiceDefaults.Configuration.StartupFailure">The database cannot be had.</exception>
    Task<IAsyncDisposable> TakeAsync(CancellationToken cancellationToken);
}
