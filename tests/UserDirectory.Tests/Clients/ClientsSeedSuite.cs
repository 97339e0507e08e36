using System.Text;
using Microsoft.EntityFrameworkCore;
using OidcEngine.Clients;
using OidcEngine.Scopes;
using ServiceDefaults.Configuration;
using UserDirectory.Audit;
using UserDirectory.Clients;
using UserDirectory.Tests.Database;

namespace UserDirectory.Tests.Clients;

public abstract class ClientsSeedSuite(DirectoryFixture directory)
{
    [Theory]
    [InlineData("spa", true, false)]
    [InlineData("webapp", false, false)]
    [InlineData("machine", false, false)]
    [InlineData("admin-ui", false, true)]
    [InlineData("first-party", true, true)]
    public async Task A_development_installation_has_its_clients(string clientId, bool isPublic, bool firstParty)
    {
        var client = await FindAsync(clientId);
        Assert.Equal((isPublic, firstParty, isPublic ? 0 : 1), (client!.IsPublic, client.FirstParty, client.Secrets.Count));
        Assert.Null(await FindAsync(clientId.ToUpperInvariant()));
    }

    [Fact]
    public async Task The_demo_secrets_are_kept_as_hashes()
    {
        var secret = Assert.Single((await FindAsync("webapp"))!.Secrets);
        Assert.Equal(ClientMetadata.HashSecret("webapp-secret", null).Sha256, secret.Sha256);
        await using var db = directory.NewContext();
        Assert.False(await db.Set<ClientRow>().AnyAsync(row => row.Metadata.Contains("webapp-secret")));
    }

    [Fact]
    public async Task A_secret_for_hmacs_is_kept_under_the_master_key_and_without_its_hash()
    {
        const string Secret = "a-secret-that-makes-hmacs-and-is-longer-than-a-block-of-sha-256-is";
        await ApplyAsync(
            $$"""
            [{ "client_id": "hmac", "grant_types": ["client_credentials"], "token_endpoint_auth_method": "client_secret_jwt",
               "client_secret": "{{Secret}}" }]
            """);

        var kept = Assert.Single((await FreshAsync("hmac"))!.Secrets);
        Assert.Equal(Secret, Encoding.UTF8.GetString(kept.Value!));
        Assert.Equal(ClientMetadata.HashSecret(Secret, null).Sha256, kept.Sha256);
        await using var db = directory.NewContext();
        var row = await db.Set<ClientSecretRow>().SingleAsync(secret => secret.ClientId == "hmac");
        Assert.Empty(row.Sha256); // an HMAC key of more than a block is the same as its hash
        Assert.Equal(-1, row.WrappedSecret!.AsSpan().IndexOf(Encoding.UTF8.GetBytes(Secret)));
    }

    [Fact]
    public async Task Origins_of_redirect_uris_are_known_and_no_others()
    {
        var clients = directory.Get<IClientStore>();
        Assert.True(await clients.HasOriginAsync("https://localhost:3004", CancellationToken.None));
        Assert.False(await clients.HasOriginAsync("https://localhost:3004/", CancellationToken.None));
        Assert.False(await clients.HasOriginAsync("https://evil.example", CancellationToken.None));
    }

    [Fact]
    public async Task An_entry_is_written_when_it_changed_and_only_then()
    {
        await ApplyAsync(Entry("changing", "First"));
        await EditAsync("changing", row => row.Metadata = row.Metadata.Replace("First", "By an administrator", StringComparison.Ordinal));

        await ApplyAsync(Entry("changing", "First"));
        Assert.Equal("By an administrator", (await FreshAsync("changing"))!.ClientName);

        await ApplyAsync(Entry("changing", "Second"));
        Assert.Equal("Second", (await FreshAsync("changing"))!.ClientName);

        await using var db = directory.NewContext();
        Assert.Equal(
            ["client.created", "client.updated"],
            await db.Set<AuditRow>().Where(row => row.TargetId == "changing").OrderBy(row => row.Id).Select(row => row.Action).ToListAsync());
    }

    [Fact]
    public async Task A_client_that_was_switched_off_stays_off()
    {
        await ApplyAsync(Entry("disabled", "One"));
        await EditAsync("disabled", row => row.Enabled = false);
        await ApplyAsync(Entry("disabled", "Two"));
        Assert.Null(await FreshAsync("disabled"));
    }

    [Theory]
    [InlineData("""[{"client_id":"x","redirect_urls":["https://x.example/cb"]}]""", "redirect_urls")]
    [InlineData("""[{"client_id":"admin-ui","token_endpoint_auth_method":"none","redirect_uris":["https://x.example/cb"]}]""", "built-in")]
    [InlineData("""[{"client_id":"x","token_endpoint_auth_method":"none","redirect_uris":["https://x.example/cb"],"scope":"nonsense.read"}]""", "nonsense.read")]
    [InlineData("""[{"client_id":"x","client_id":"y"}]""", "Identity:ClientsFile")]
    [InlineData("""{"client_id":"x"}""", "array")]
    [InlineData("[", "not JSON")]
    public async Task A_file_that_cannot_be_taken_stops_the_start_with_a_sentence(string json, string names)
    {
        var failure = await Assert.ThrowsAsync<StartupFailure>(() => ApplyAsync(json));
        Assert.Contains(names, failure.Message, StringComparison.Ordinal);
        Assert.Contains("Identity:ClientsFile", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_file_stops_the_start_with_a_sentence()
    {
        await using var db = directory.NewContext();
        var failure = await Assert.ThrowsAsync<StartupFailure>(() =>
            directory.SeedWith<ClientsSeed>("Identity:ClientsFile", "/nowhere/clients.json").ApplyAsync(db, CancellationToken.None));
        Assert.Contains("/nowhere/clients.json", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_instances_change_is_seen_after_five_seconds_without_a_wait_before()
    {
        var resources = directory.Get<IResourceStore>();
        directory.Time.Advance(TimeSpan.FromSeconds(5)); // a read that was begun in the background would see the change early
        Assert.NotNull(await FindAsync("spa"));
        Assert.Same(await resources.GetAsync(CancellationToken.None), await resources.GetAsync(CancellationToken.None));
        await ApplyAsync(Entry("late", "Late"));
        Assert.Null(await FindAsync("late"));
        directory.Time.Advance(TimeSpan.FromSeconds(5));
        Assert.NotNull(await FindAsync("late"));
    }

    private static string Entry(string clientId, string name) =>
        $$"""[{"client_id":"{{clientId}}","client_name":"{{name}}","token_endpoint_auth_method":"none","redirect_uris":["https://x.example/cb"]}]""";

    private async Task ApplyAsync(string json)
    {
        var path = Path.Combine(directory.Folder, $"{Jose.Handles.Create()}.json");
        await File.WriteAllTextAsync(path, json);
        await using var db = directory.NewContext();
        await directory.SeedWith<ClientsSeed>("Identity:ClientsFile", path).ApplyAsync(db, CancellationToken.None);
    }

    private async Task EditAsync(string clientId, Action<ClientRow> edit)
    {
        await using var db = directory.NewContext();
        var row = await db.Set<ClientRow>().SingleAsync(client => client.ClientId == clientId);
        edit(row);
        row.Version++;
        await db.SaveChangesAsync();
    }

    private async Task<Client?> FreshAsync(string clientId)
    {
        directory.Time.Advance(TimeSpan.FromSeconds(5));
        return await FindAsync(clientId);
    }

    private async Task<Client?> FindAsync(string clientId) =>
        await directory.Get<IClientStore>().FindAsync(clientId, CancellationToken.None);
}

public sealed class ClientsSeedOnSqlite(SqliteDirectory directory) : ClientsSeedSuite(directory), IClassFixture<SqliteDirectory>;

public sealed class ClientsSeedOnPostgres(PostgresDirectory directory) : ClientsSeedSuite(directory), IClassFixture<PostgresDirectory>;
