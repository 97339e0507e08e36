namespace UserDirectory.Database;

/// <summary>Something that a fresh installation holds from its first start on. Seeds run after the migrations, one instance at a
/// time, at each start.</summary>
internal interface ISeed
{
    /// <exception cref="ServiceDefaults.Configuration.StartupFailure">What is configured cannot be taken.</exception>
    Task ApplyAsync(IdentityDb db, CancellationToken cancellationToken);
}
