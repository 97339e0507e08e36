using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using EndToEnd.Tests.Product;
using Npgsql;
using TestKit.Browsing;
using TestKit.Certificates;
using TestKit.Postgres;
using TestKit.Product;

namespace EndToEnd.Tests.Conformance;

/// <summary>One provider for all modules, the clients that they play, and a person who is signed in.</summary>
[CollectionDefinition(nameof(CertifiedProvider))]
public sealed class CertifiedProvider : IAsyncLifetime, ICollectionFixture<CertifiedProvider>
{
    private readonly SemaphoreSlim _turns = new(8);
    private readonly SemaphoreSlim _signIns = new(2);

    private string _connectionString = "";
    private Installation _installation = null!;

    internal static TestClient Basic { get; } = new("basic", "basic-secret-known-to-these-modules-alone", "https://rp.test/callback");

    /// <summary>The client of <c>client_secret_post</c>, and the second one of modules that need two.</summary>
    internal static TestClient Post { get; } = new("post", "post-secret-known-to-these-modules-alone", "https://second.test/callback", Basic: false);

    /// <summary>A client that hears of logouts in a frame.</summary>
    internal static TestClient Framed { get; } = new("framed", "framed-secret-known-to-these-modules-alone", "https://framed.test/callback");

    internal const string FrontChannelUri = "https://framed.test/frontchannel_logout";

    public string Issuer => _installation.Issuer;

    /// <summary>What clients' own requests go through.</summary>
    internal SocketsHttpHandler Connections { get; } = LoopbackCertificates.Instance.NewHandler();

    internal LogoutParty Party { get; } = new();

    /// <summary>The cookies of a browser in which alice is signed in.</summary>
    internal CookieCollection Session { get; private set; } = [];

    public async ValueTask InitializeAsync()
    {
        await Party.StartAsync();
        _connectionString = await (await PostgresServer.GetAsync()).CreateDatabaseAsync();
        _installation = new Installation(_connectionString);
        var clients = Path.Combine(_installation.DataDirectory, "clients.json");
        await File.WriteAllTextAsync(clients, new JsonArray(ClientOf(Basic), ClientOf(Post), FramedClient()).ToJsonString());
        _installation.Settings["Identity:ClientsFile"] = clients;
        _installation.Settings["PasswordHashing:MaxWait"] = "00:01:00";
        await _installation.StartIdentityProviderAsync();

        using var browser = new ScriptlessBrowser(new Uri(Issuer));
        await browser.SignInAsync(new AuthorizationRequest(Basic).Url(Issuer), "alice", "Pass123$");
        Session = browser.Cookies.GetAllCookies();
    }

    /// <summary>Many runs want to go on at once; few do. The turn is over when it is disposed of.</summary>
    internal async Task<Turn> TakeTurnAsync()
    {
        await _turns.WaitAsync();
        return new Turn(_turns);
    }

    /// <summary>Signs alice in at the page that the browser shows. Of many at once the account would be locked: they may be guesses.</summary>
    internal async Task SignInAsync(ScriptlessBrowser browser)
    {
        await _signIns.WaitAsync();
        try
        {
            await browser.SubmitAsync(("UserName", "alice"), ("Password", "Pass123$"));
        }
        finally
        {
            _signIns.Release();
        }
    }

    /// <summary>Makes the code of this flow older, in the database.</summary>
    internal async Task LetTimePassAsync(FlowResult flow, TimeSpan time)
    {
        await using var connection = new NpgsqlConnection(_connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("UPDATE grants SET code_expires_at = code_expires_at - $1 WHERE code_hash = $2", connection);
        command.Parameters.AddWithValue(time);
        command.Parameters.AddWithValue(SHA256.HashData(Encoding.ASCII.GetBytes(flow.Code)));
        Assert.Equal(1, await command.ExecuteNonQueryAsync());
    }

    public async ValueTask DisposeAsync()
    {
        if (_installation is not null) await _installation.DisposeAsync();
        await Party.DisposeAsync();
        Connections.Dispose();
        _signIns.Dispose();
        _turns.Dispose();
    }

    private JsonObject ClientOf(TestClient client) => new()
    {
        ["client_id"] = client.Id,
        ["client_name"] = $"Certified {client.Id}",
        ["client_secret"] = client.Secret,
        ["token_endpoint_auth_method"] = client.Basic ? "client_secret_basic" : "client_secret_post",
        ["redirect_uris"] = new JsonArray(client.RedirectUri),
        ["post_logout_redirect_uris"] = new JsonArray(AfterLogout(client)),
        ["backchannel_logout_uri"] = Party.Address,
        ["grant_types"] = new JsonArray("authorization_code", "refresh_token"),
        ["scope"] = "openid profile email phone address offline_access",
        ["require_pkce"] = false, // the profiles know requests without
        ["first_party"] = true,
    };

    private JsonObject FramedClient()
    {
        var client = ClientOf(Framed);
        client.Remove("backchannel_logout_uri");
        client["frontchannel_logout_uri"] = FrontChannelUri;
        client["frontchannel_logout_session_required"] = true;
        return client;
    }

    internal static string AfterLogout(TestClient client) => client.RedirectUri!.Replace("/callback", "/goodbye", StringComparison.Ordinal);

    internal readonly record struct Turn(SemaphoreSlim Turns) : IDisposable
    {
        public void Dispose() => Turns.Release();
    }
}
