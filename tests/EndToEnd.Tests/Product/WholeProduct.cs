using Npgsql;
using TestKit.Browsing;
using TestKit.Postgres;
using TestKit.Product;
using TestKit.Upstream;

namespace EndToEnd.Tests.Product;

/// <summary>The product as it is installed for many: two instances of the provider, UserApi and the console, on one PostgreSQL.</summary>
[CollectionDefinition(nameof(WholeProduct))]
public sealed class WholeProduct : IAsyncLifetime, ICollectionFixture<WholeProduct>
{
    public static string Folder { get; } = Path.Combine(SourceTree.Root, "tests", "EndToEnd.Tests");

    public string ConnectionString { get; private set; } = "";

    public Installation Installation { get; private set; } = null!;

    /// <summary>The providers elsewhere by which people may sign in.</summary>
    internal UpstreamHost Upstream { get; private set; } = null!;

    internal RunningApp Provider { get; private set; } = null!;

    internal RunningApp SecondProvider { get; private set; } = null!;

    internal RunningApp UserApi { get; private set; } = null!;

    internal RunningApp AdminUi { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        ConnectionString = await (await PostgresServer.GetAsync()).CreateDatabaseAsync();
        Installation = new Installation(ConnectionString);
        Installation.Settings["Identity:ClientsFile"] = Path.Combine(Folder, "clients.json");
        Installation.Settings["PasswordHashing:MaxWait"] = "00:01:00"; // many sign in at once here, and on a busy machine
        Installation.Settings["ClientRegistration:Mode"] = "Token";
        Upstream = await UpstreamHost.StartAsync();
        foreach (var (key, value) in Upstream.Settings.Where(setting => !setting.Key.Contains("Oidc:1", StringComparison.Ordinal))) Installation.Settings[key] = value;
        Provider = await Installation.StartIdentityProviderAsync();
        var others = (Installation.StartSecondIdentityProviderAsync(), Installation.StartUserApiAsync(), Installation.StartAdminUiAsync());
        SecondProvider = await others.Item1;
        UserApi = await others.Item2;
        AdminUi = await others.Item3;
    }

    /// <summary>A person's browser.</summary>
    internal ScriptlessBrowser NewBrowser() => new(new Uri(Installation.Issuer), new Uri(Installation.AdminUrl));

    /// <summary>A client of the second instance, which serves the same issuer.</summary>
    internal HttpClient NewClientOfSecondProvider()
    {
        var client = SecondProvider.NewClient();
        client.DefaultRequestHeaders.Host = new Uri(Installation.Issuer).Authority;
        return client;
    }

    /// <summary>Signs a person in and redeems the code.</summary>
    internal async Task<TokenAnswer> SignInAsync(ScriptlessBrowser browser, TestClient client, string scope, string userName = "alice", string password = "Pass123$")
    {
        var authorization = new CodeFlow(Installation.Issuer, client, scope);
        var answer = await browser.SignInAsync(authorization.Url, userName, password);
        using var instance = Provider.NewClient();
        return await TokenAnswer.AskAsync(instance, client, authorization.Redeem(answer));
    }

    /// <summary>Stops the first instance as an operator would, and starts it again.</summary>
    internal async Task RestartProviderAsync()
    {
        await Provider.TerminateAsync();
        await Provider.WaitForExitAsync();
        Provider = await Installation.StartIdentityProviderAsync();
    }

    /// <summary>Changes the database as no caller could: for time that passes.</summary>
    internal async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (Installation is not null) await Installation.DisposeAsync();
        if (Upstream is not null) await Upstream.DisposeAsync();
    }
}
