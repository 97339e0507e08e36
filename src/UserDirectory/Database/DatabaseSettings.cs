using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Npgsql;
using ServiceDefaults.Configuration;

namespace UserDirectory.Database;

/// <summary>Which database, and where it is.</summary>
internal sealed record DatabaseSettings(DatabaseProvider Provider, string ConnectionString, bool MigrateAtStart)
{
    /// <exception cref="StartupFailure">A setting is wrong; the message names it.</exception>
    public static DatabaseSettings Read(IConfiguration configuration)
    {
        var provider = ReadProvider(configuration["Database:Provider"]);
        var connectionString = configuration.GetConnectionString("Identity");
        try
        {
            return new(
                provider,
                provider is DatabaseProvider.Sqlite ? ForSqlite(connectionString, configuration) : ForPostgres(connectionString),
                ReadFlag(configuration, "Database:MigrateAtStart"));
        }
        catch (ArgumentException exception)
        {
            throw new StartupFailure(
                $"ConnectionStrings:Identity is not a connection string for {provider}: {exception.Message}", exception);
        }
    }

    private static DatabaseProvider ReadProvider(string? text) =>
        string.IsNullOrEmpty(text) ? DatabaseProvider.Sqlite
        : Enum.TryParse<DatabaseProvider>(text, ignoreCase: true, out var provider) && Enum.IsDefined(provider) ? provider
        : throw new StartupFailure($"Database:Provider is \"{text}\": write Sqlite or PostgreSql.");

    private static bool ReadFlag(IConfiguration configuration, string key) =>
        configuration[key] is not { Length: > 0 } text || (bool.TryParse(text, out var flag)
            ? flag
            : throw new StartupFailure($"{key} is \"{text}\": write true or false."));

    private static string ForSqlite(string? connectionString, IConfiguration configuration)
    {
        var builder = new SqliteConnectionStringBuilder(connectionString) { ForeignKeys = true };
        if (builder.DataSource.Length == 0)
            builder.DataSource = Path.Combine(DataDirectory.Of(configuration), "identity.db");
        if (builder.Mode is SqliteOpenMode.Memory || builder.DataSource == ":memory:")
            throw new StartupFailure("ConnectionStrings:Identity names a database in memory: name a file.");
        builder.DataSource = Path.GetFullPath(builder.DataSource);
        return builder.ConnectionString;
    }

    private static string ForPostgres(string? connectionString)
    {
        if (string.IsNullOrEmpty(connectionString))
            throw new StartupFailure("ConnectionStrings:Identity is missing: Database:Provider is PostgreSql, which needs one.");
        var builder = new NpgsqlConnectionStringBuilder(connectionString) { Multiplexing = false };
        if (builder.MaxAutoPrepare == 0)
            (builder.MaxAutoPrepare, builder.AutoPrepareMinUsages) = (100, 2);
        return builder.ConnectionString;
    }
}
