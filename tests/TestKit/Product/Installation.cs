using System.Globalization;
using System.Security.Cryptography;
using TestKit.Ports;

namespace TestKit.Product;

/// <summary>The product as the tests install it: a data folder, a database, a master key, and the addresses of the three apps.
/// Each instance started from it shares all of these.</summary>
public sealed class Installation : IAsyncDisposable
{
    private readonly List<RunningApp> _running = [];
    private readonly int[] _ports = FreePorts.Take(9);

    /// <param name="postgres">The connection string of an empty PostgreSQL database, or null for SQLite below the data folder.</param>
    public Installation(string? postgres)
    {
        DataDirectory = Directory.CreateTempSubdirectory("identity-tests-").FullName;
        var masterKey = Path.Combine(DataDirectory, "master.key");
        File.WriteAllText(masterKey, Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)) + "\n");
        Settings = new Dictionary<string, string?>
        {
            ["Data:Directory"] = DataDirectory,
            ["Database:Provider"] = postgres is null ? "Sqlite" : "PostgreSql",
            ["ConnectionStrings:Identity"] = postgres,
            ["Identity:Issuer"] = Issuer,
            ["Identity:UserApiUrl"] = UserApiUrl,
            ["Identity:AdminUrl"] = AdminUrl,
            ["Identity:MasterKeyFile"] = masterKey,
            ["AdminUi:ClientSecret"] = "a-console-secret-that-only-these-tests-know",
            ["RateLimits:Enabled"] = "false",
        };
    }

    public string DataDirectory { get; }

    public string Issuer => Url(0);

    public string UserApiUrl => Url(1);

    public string AdminUrl => Url(2);

    /// <summary>What every app of this installation is started with; a test adds its own before it starts one.</summary>
    public Dictionary<string, string?> Settings { get; }

    /// <summary>Where the first IdentityProvider also listens without TLS, as it would behind a proxy; null for nowhere.</summary>
    public int? PlainHttpPort { get; init; }

    /// <summary>The same of UserApi.</summary>
    public int? UserApiPlainHttpPort { get; init; }

    /// <summary>Where the first IdentityProvider, the second and UserApi ask for certificates, when <see cref="MutualTls"/> is set.</summary>
    public string MutualTlsUrl => Url(6);

    public string SecondMutualTlsUrl => Url(7);

    public string UserApiMutualTlsUrl => Url(8);

    /// <summary>Whether IdentityProvider and UserApi have a port that asks for certificates; a test adds <c>Mtls:TrustedCaFile</c> where it
    /// needs an authority.</summary>
    public bool MutualTls { get; init; }

    public Task<RunningApp> StartIdentityProviderAsync() => StartAsync("IdentityProvider", _ports[0], PlainHttpPort, _ports[6]);

    /// <summary>A second instance of the same issuer, on another port: requests to it name the issuer's host.</summary>
    public Task<RunningApp> StartSecondIdentityProviderAsync() => StartAsync("IdentityProvider", _ports[3], mutualTlsPort: _ports[7]);

    public Task<RunningApp> StartUserApiAsync() => StartAsync("UserApi", _ports[1], UserApiPlainHttpPort, _ports[8]);

    public Task<RunningApp> StartAdminUiAsync() => StartAsync("AdminUi", _ports[2]);

    public async ValueTask DisposeAsync()
    {
        foreach (var app in Enumerable.Reverse(_running)) await app.DisposeAsync();
        Directory.Delete(DataDirectory, recursive: true);
    }

    private async Task<RunningApp> StartAsync(string project, int port, int? plainHttpPort = null, int? mutualTlsPort = null)
    {
        var settings = new Dictionary<string, string?>(Settings);
        if (MutualTls && mutualTlsPort is { } asking) settings["Mtls:Port"] = asking.ToString(CultureInfo.InvariantCulture);
        var app = await RunningApp.StartAsync(project, port, settings, plainHttpPort);
        _running.Add(app);
        return app;
    }

    private string Url(int index) => string.Create(CultureInfo.InvariantCulture, $"https://localhost:{_ports[index]}");
}
