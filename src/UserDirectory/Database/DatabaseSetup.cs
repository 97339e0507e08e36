using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using OidcEngine.Replay;
using UserDirectory.Audit;
using UserDirectory.Database.Postgres;
using UserDirectory.Database.Sqlite;
using UserDirectory.Grants.Sql;
using UserDirectory.Replay;

namespace UserDirectory.Database;

/// <summary>Registers the context of the configured database: scoped as <see cref="IdentityDb"/>, and as a factory of it for what
/// outlives a request.</summary>
internal static class DatabaseSetup
{
    public static void AddDatabase(this IServiceCollection services, IConfiguration configuration)
    {
        var settings = DatabaseSettings.Read(configuration);
        services.AddSingleton(settings);
        services.Configure<IdentityOptions>(options => options.Stores.SchemaVersion = IdentitySchemaVersions.Version3);
        if (settings.Provider is DatabaseProvider.PostgreSql)
            services.AddPostgres(settings.ConnectionString);
        else
            services.AddSqlite(settings.ConnectionString);
        services.AddScoped(provider => provider.GetRequiredService<IDbContextFactory<IdentityDb>>().CreateDbContext());
        services.AddHostedService<DatabaseStart>();
        services.AddHealthChecks().AddCheck<DatabaseHealth>("database");
    }

    private static void AddPostgres(this IServiceCollection services, string connectionString)
    {
        services.AddSingleton(_ => NpgsqlDataSource.Create(connectionString));
        services.AddPooledDbContextFactory<PostgresIdentityDb>((provider, options) =>
            options.UseNpgsql(provider.GetRequiredService<NpgsqlDataSource>()).AddInterceptors(AuditEncryption.Instance).ConfigureWarnings(Quiet));
        services.AddSingleton<IDbContextFactory<IdentityDb>, ContextFactory<PostgresIdentityDb>>();
        services.AddSingleton<IMigrationLock, PostgresMigrationLock>();
        services.AddSingleton<IGrantSql, PostgresGrantSql>();
        services.AddSingleton<ITakenIds, PostgresTakenIds>();
    }

    private static void AddSqlite(this IServiceCollection services, string connectionString)
    {
        services.AddPooledDbContextFactory<SqliteIdentityDb>(options =>
            options.UseSqlite(connectionString).AddInterceptors(new SqlitePragmas(), AuditEncryption.Instance).ConfigureWarnings(Quiet));
        services.AddSingleton<IDbContextFactory<IdentityDb>, ContextFactory<SqliteIdentityDb>>();
        services.AddSingleton<IMigrationLock>(_ => new SqliteMigrationLock(connectionString));
        services.AddSingleton(new SqliteFile(connectionString));
        services.AddSingleton<IGrantSql, SqliteGrantSql>();
        services.AddSingleton<ITakenIds, SqliteTakenIds>();
    }

    // Lists are counted up to a number, and which rows are counted is all the same.
    private static void Quiet(WarningsConfigurationBuilder warnings) =>
        warnings.Ignore(CoreEventId.RowLimitingOperationWithoutOrderByWarning);
}
