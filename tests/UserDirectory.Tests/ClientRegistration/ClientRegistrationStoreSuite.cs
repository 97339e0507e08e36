using Jose;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OidcEngine.Clients;
using OidcEngine.Grants;
using OidcEngine.Registration;
using UserDirectory.Audit;
using UserDirectory.ClientRegistration;
using UserDirectory.Clients;
using UserDirectory.Housekeeping;
using UserDirectory.Tests.Database;
using UserDirectory.Tests.Grants;

namespace UserDirectory.Tests.ClientRegistration;

public abstract class ClientRegistrationStoreSuite(DirectoryFixture directory)
{
    private static readonly RegistrationPolicy Policy = RegistrationPolicy.Parse("openid profile", "authorization_code");

    private readonly IClientRegistrationStore _store = directory.Get<IClientRegistrationStore>();
    private readonly IClientStore _clients = directory.Get<IClientStore>();

    [Fact]
    public async Task A_client_is_found_at_once_by_those_who_authenticate_it_and_by_its_token()
    {
        Assert.NotNull(await _clients.FindAsync("spa", CancellationToken.None)); // all clients are in memory now
        var registered = await AddAsync();

        var client = await _clients.FindAsync(registered.Client.ClientId, CancellationToken.None);

        Assert.True(client!.RegisteredDynamically);
        Assert.Equal(registered.Client.Secrets[0].Sha256, Assert.Single(client.Secrets).Sha256);
        Assert.True(await _clients.HasOriginAsync("https://registered.example", CancellationToken.None));
        var found = await _store.FindAsync(registered.Client.ClientId, registered.TokenHash, CancellationToken.None);
        Assert.Equal((registered.IssuedAt, "openid profile"), (found!.IssuedAt, string.Join(' ', found.Policy.Scopes)));
        Assert.Null(await _store.FindAsync("spa", registered.TokenHash, CancellationToken.None));
        Assert.Null(await _store.FindAsync(registered.Client.ClientId, Handles.Hash("another"), CancellationToken.None));
        Assert.False((await _clients.FindAsync("spa", CancellationToken.None))!.RegisteredDynamically);
    }

    [Fact]
    public async Task A_replacement_is_seen_at_once_and_of_twenty_at_once_one_is_made()
    {
        var registered = await AddAsync();
        var others = Enumerable.Range(0, 20)
            .Select(i => registered with { Client = registered.Client with { ClientName = $"Name {i}" }, TokenHash = Handles.Hash(Handles.Create()) }).ToList();

        var answers = await Task.WhenAll(others.Select(other => Task.Run(() => _store.ReplaceAsync(other, registered.TokenHash, CancellationToken.None))));

        Assert.Single(answers, replaced => replaced);
        var winner = others[Array.IndexOf(answers, true)];
        Assert.Equal(winner.Client.ClientName, (await _clients.FindAsync(winner.Client.ClientId, CancellationToken.None))!.ClientName);
        Assert.NotNull(await _store.FindAsync(winner.Client.ClientId, winner.TokenHash, CancellationToken.None));
        Assert.Equal(["client.registered", "client.updated"], await RecordsAsync(winner.Client.ClientId));
    }

    [Fact]
    public async Task A_secret_that_stays_keeps_its_row_and_one_that_goes_is_gone()
    {
        var registered = await AddAsync();
        var secret = await SecretIdsAsync(registered);
        var renamed = registered with { Client = registered.Client with { ClientName = "Renamed" }, TokenHash = Handles.Hash(Handles.Create()) };
        Assert.True(await _store.ReplaceAsync(renamed, registered.TokenHash, CancellationToken.None));
        Assert.Equal(secret, await SecretIdsAsync(registered));
        var open = renamed with { Client = renamed.Client with { Secrets = [], TokenEndpointAuthMethod = "none" }, TokenHash = Handles.Hash("t2") };
        Assert.True(await _store.ReplaceAsync(open, renamed.TokenHash, CancellationToken.None));
        Assert.Empty(await SecretIdsAsync(registered));
    }

    [Fact]
    public async Task A_deleted_client_is_gone_at_once_with_its_grants()
    {
        var registered = await AddAsync();
        var clientId = registered.Client.ClientId;
        var grant = await directory.RedeemedAsync(clientId: clientId);
        Assert.False(await _store.DeleteAsync(clientId, Handles.Hash("another"), CancellationToken.None));
        Assert.NotNull(await _clients.FindAsync(clientId, CancellationToken.None));

        Assert.True(await _store.DeleteAsync(clientId, registered.TokenHash, CancellationToken.None));

        Assert.Null(await _clients.FindAsync(clientId, CancellationToken.None));
        Assert.Equal("ClientDisabled", (await directory.RowAsync(grant.Id)).RevocationReason);
        Assert.Null(await directory.Get<IGrantStore>().FindLiveAsync(grant.Id, CancellationToken.None));
        Assert.Empty(await SecretIdsAsync(registered));
        Assert.False(await _store.DeleteAsync(clientId, registered.TokenHash, CancellationToken.None));
        Assert.Equal(["client.deleted", "client.registered", "grant.revoked"], await RecordsAsync(clientId));
    }

    [Fact]
    public async Task A_client_that_was_switched_off_cannot_manage_itself()
    {
        var registered = await AddAsync();
        await using (var db = directory.NewContext())
            await db.Set<ClientRow>().Where(row => row.ClientId == registered.Client.ClientId)
                .ExecuteUpdateAsync(row => row.SetProperty(client => client.Enabled, false));
        Assert.Null(await _store.FindAsync(registered.Client.ClientId, registered.TokenHash, CancellationToken.None));
        Assert.False(await _store.ReplaceAsync(registered, registered.TokenHash, CancellationToken.None));
        Assert.False(await _store.DeleteAsync(registered.Client.ClientId, registered.TokenHash, CancellationToken.None));
    }

    [Fact]
    public async Task Each_use_of_an_initial_access_token_counts_also_when_twenty_come_at_once()
    {
        var hash = await TokenAsync(uses: 3);
        Assert.Equal("openid profile", string.Join(' ', (await _store.FindPolicyAsync(hash, CancellationToken.None))!.Scopes));

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => _store.AddAsync(New(), hash, CancellationToken.None))));

        Assert.Equal(3, answers.Count(added => added));
        Assert.Null(await _store.FindPolicyAsync(hash, CancellationToken.None));
    }

    [Fact]
    public async Task An_initial_access_token_that_is_unknown_or_has_expired_lets_nobody_in()
    {
        var hash = await TokenAsync(uses: 1);
        Assert.Null(await _store.FindPolicyAsync(Handles.Hash("made up"), CancellationToken.None));
        Assert.False(await _store.AddAsync(New(), Handles.Hash("made up"), CancellationToken.None));
        directory.Time.Advance(TimeSpan.FromHours(1));
        Assert.Null(await _store.FindPolicyAsync(hash, CancellationToken.None));
        Assert.False(await _store.AddAsync(New(), hash, CancellationToken.None));
    }

    [Fact]
    public async Task A_token_is_kept_as_its_hash_alone()
    {
        var token = await directory.Get<InitialAccessTokens>()
            .CreateAsync(Policy, 1, TimeSpan.FromHours(1), "for a test", Actor.System, CancellationToken.None);
        Assert.Empty(await directory.HoldingAsync(token));
    }

    [Fact]
    public async Task A_client_that_nobody_uses_is_deleted_and_one_that_got_a_token_stays()
    {
        var unused = await AddAsync();
        var used = await AddAsync();
        await _store.NoteUseAsync(used.Client.ClientId, CancellationToken.None);
        await _store.NoteUseAsync(used.Client.ClientId, CancellationToken.None);
        directory.Time.Advance(TimeSpan.FromDays(29));
        await RunAsync();
        Assert.NotNull(await _clients.FindAsync(unused.Client.ClientId, CancellationToken.None));

        directory.Time.Advance(TimeSpan.FromDays(2));
        await RunAsync();

        Assert.Null(await _clients.FindAsync(unused.Client.ClientId, CancellationToken.None));
        Assert.NotNull(await _clients.FindAsync(used.Client.ClientId, CancellationToken.None));
        Assert.NotNull(await _clients.FindAsync("spa", CancellationToken.None));
        Assert.Equal(["client.deleted", "client.registered"], await RecordsAsync(unused.Client.ClientId));
    }

    [Fact]
    public async Task Among_many_clients_only_the_one_that_changed_is_read_anew()
    {
        var first = await AddAsync();
        var before = await _clients.FindAsync("spa", CancellationToken.None);
        var untouched = await _clients.FindAsync(first.Client.ClientId, CancellationToken.None);
        var second = await AddAsync();
        Assert.NotNull(await _clients.FindAsync(second.Client.ClientId, CancellationToken.None));
        Assert.Same(before, await _clients.FindAsync("spa", CancellationToken.None));
        Assert.Same(untouched, await _clients.FindAsync(first.Client.ClientId, CancellationToken.None));
    }

    private async Task<RegisteredClient> AddAsync()
    {
        var registered = New();
        Assert.True(await _store.AddAsync(registered, null, CancellationToken.None));
        return registered;
    }

    private RegisteredClient New()
    {
        var client = new Client
        {
            ClientId = Handles.Create(),
            ClientName = "Registered",
            RedirectUris = ["https://registered.example/cb"],
            Scopes = ["openid"],
            Secrets = [ClientMetadata.HashSecret(Handles.Create(), null)],
        };
        return new RegisteredClient(client, Handles.Hash(Handles.Create()), Policy, directory.Time.GetUtcNow());
    }

    private async Task<byte[]> TokenAsync(int uses) => Handles.Hash(await directory.Get<InitialAccessTokens>()
        .CreateAsync(Policy, uses, TimeSpan.FromHours(1), null, Actor.System, CancellationToken.None));

    private async Task<List<Guid>> SecretIdsAsync(RegisteredClient registered)
    {
        await using var db = directory.NewContext();
        return await db.Set<ClientSecretRow>().Where(row => row.ClientId == registered.Client.ClientId).Select(row => row.Id).ToListAsync();
    }

    private async Task<List<string>> RecordsAsync(string clientId)
    {
        await using var db = directory.NewContext();
        var actions = await db.Set<AuditRow>().Where(row => row.TargetId == clientId).Select(row => row.Action).ToListAsync();
        return [.. actions.Order(StringComparer.Ordinal)]; // records of one moment have no order
    }

    private Task<string> RunAsync() =>
        directory.Services.GetServices<IHousekeepingJob>().OfType<UnusedClients>().Single().RunAsync(CancellationToken.None);
}

public sealed class ClientRegistrationStoreOnSqlite(SqliteDirectory directory)
    : ClientRegistrationStoreSuite(directory), IClassFixture<SqliteDirectory>;

public sealed class ClientRegistrationStoreOnPostgres(PostgresDirectory directory)
    : ClientRegistrationStoreSuite(directory), IClassFixture<PostgresDirectory>;
