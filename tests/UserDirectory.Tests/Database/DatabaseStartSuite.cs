using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults.Configuration;
using UserDirectory.Clients;
using UserDirectory.DataProtection;

namespace UserDirectory.Tests.Database;

public abstract class DatabaseStartSuite(DirectoryFixture directory)
{
    [Fact]
    public async Task Three_hosts_that_start_at_once_on_an_empty_database_migrate_and_seed_it_once()
    {
        var database = await directory.EmptyDatabaseAsync();
        var hosts = Enumerable.Range(0, 3).Select(_ => directory.Build(database)).ToList();

        await Task.WhenAll(hosts.Select(host => Task.Run(() => DirectoryFixture.StartAsync(host))));

        await using var db = hosts[0].NewContext();
        Assert.Empty(await db.Database.GetPendingMigrationsAsync());
        Assert.Equal(1, await db.Set<ClientRow>().CountAsync(client => client.ClientId == "spa"));
        foreach (var host in hosts) await host.DisposeAsync();
    }

    [Fact]
    public async Task Without_migrations_at_start_an_old_database_stops_it_with_a_sentence()
    {
        var database = await directory.EmptyDatabaseAsync();
        database["Database:MigrateAtStart"] = "false";
        await using var host = directory.Build(database);
        var failure = await Assert.ThrowsAsync<StartupFailure>(() => DirectoryFixture.StartAsync(host));
        Assert.Contains("Database:MigrateAtStart", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_model_has_no_change_that_no_migration_has()
    {
        using var db = directory.NewContext();
        Assert.False(db.Database.HasPendingModelChanges(), "Run tools/migrations.sh.");
    }

    [Fact]
    public async Task Instances_share_one_ring_which_lies_under_the_master_key()
    {
        var database = await directory.EmptyDatabaseAsync();
        await using var one = directory.Build(database);
        await DirectoryFixture.StartAsync(one);
        var sealed_ = Protector(one).Protect("cookie");
        await using var other = directory.Build(database);
        await DirectoryFixture.StartAsync(other);

        Assert.Equal("cookie", Protector(other).Unprotect(sealed_));

        await using var db = one.NewContext();
        var xml = (await db.Set<DataProtectionKey>().SingleAsync()).Xml;
        Assert.Contains("masterKeyWrapped", xml, StringComparison.Ordinal);
        Assert.DoesNotContain("masterKey>", xml, StringComparison.Ordinal); // the framework's name for the secret in clear
    }

    [Fact]
    public async Task Another_master_key_stops_the_start_and_makes_no_ring_of_its_own()
    {
        var database = await directory.EmptyDatabaseAsync();
        await using (var first = directory.Build(database))
        {
            await DirectoryFixture.StartAsync(first);
            Protector(first).Protect("cookie");
        }

        var otherKey = Path.Combine(directory.Folder, "other.key");
        await File.WriteAllTextAsync(otherKey, Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));
        database["Identity:MasterKeyFile"] = otherKey;
        await using var stranger = directory.Build(database);

        var failure = await Assert.ThrowsAsync<StartupFailure>(() => DirectoryFixture.StartAsync(stranger));

        Assert.Contains("Identity:MasterKeyFile", failure.Message, StringComparison.Ordinal);
        await using var db = stranger.NewContext();
        Assert.Equal(1, await db.Set<DataProtectionKey>().CountAsync());
    }

    [Fact]
    public async Task What_a_part_of_a_transaction_wrote_is_undone_with_that_part_alone()
    {
        await using (var db = directory.NewContext())
        {
            await using var outer = await db.BeginWriteAsync(CancellationToken.None);
            db.Add(NewClient("outer"));
            await db.SaveChangesAsync();
            await using (await db.BeginWriteAsync(CancellationToken.None))
            {
                db.Add(NewClient("undone"));
                await db.SaveChangesAsync();
            }

            await using (var inner = await db.BeginWriteAsync(CancellationToken.None))
            {
                db.Add(NewClient("inner"));
                await db.SaveChangesAsync();
                await inner.CommitAsync(CancellationToken.None);
            }

            await outer.CommitAsync(CancellationToken.None);
        }

        string[] added = ["inner", "outer", "undone"];
        await using var after = directory.NewContext();
        Assert.Equal(
            ["inner", "outer"],
            await after.Set<ClientRow>().Select(row => row.ClientId).Where(id => added.Contains(id)).Order().ToListAsync());
    }

    [Fact]
    public async Task A_hundred_writers_at_once_all_come_through()
    {
        await Task.WhenAll(Enumerable.Range(0, 100).Select(i => Task.Run(async () =>
        {
            await using var db = directory.NewContext();
            db.Add(NewClient($"writer-{i}"));
            await db.SaveChangesAsync();
        })));
        await using var after = directory.NewContext();
        Assert.Equal(100, await after.Set<ClientRow>().CountAsync(row => row.ClientId.StartsWith("writer-")));
    }

    private static IDataProtector Protector(IServiceProvider host) => host.GetDataProtectionProvider().CreateProtector("test");

    private ClientRow NewClient(string clientId) =>
        new() { ClientId = clientId, CreatedAt = directory.Time.GetUtcNow(), UpdatedAt = directory.Time.GetUtcNow() };
}

public sealed class DatabaseStartOnSqlite(SqliteDirectory directory) : DatabaseStartSuite(directory), IClassFixture<SqliteDirectory>;

public sealed class DatabaseStartOnPostgres(PostgresDirectory directory) : DatabaseStartSuite(directory), IClassFixture<PostgresDirectory>;
