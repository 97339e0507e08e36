using TestKit.Postgres;
using TestKit.Product;
using TestKit.Upstream;

namespace EndToEnd.Tests.Newcomer;

/// <summary>What a newcomer has who runs AppHost: the three apps in one process and the demonstration's accounts and apps. The providers elsewhere by
/// which people may sign in are the test's own.</summary>
/// <param name="isPostgres">SQLite otherwise, as nobody has configured anything.</param>
public abstract class Platform(bool isPostgres) : IAsyncLifetime
{
    private readonly string _files = Directory.CreateTempSubdirectory("identity-newcomer-").FullName;
    private RunningPlatform _running = null!;

    public string Issuer => Address(0);

    public string Console => Address(2);

    public string MailFolder => Path.Combine(_running.DataDirectory, "mail");

    /// <summary>Where the demonstration's web app is called back.</summary>
    public string AppCallback => $"{Upstream.App}/signin-oidc";

    internal UpstreamHost Upstream { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Upstream = await UpstreamHost.StartAsync();
        var settings = Upstream.Settings.Where(setting => !setting.Key.Contains("Oidc", StringComparison.Ordinal) && setting.Key != "Outbound:TrustedCaFile")
            .Append(("RateLimits:Enabled", "false")) // all of these people come from one address
            .Append(("PasswordHashing:MaxWait", "00:01:00")) // and the machine may be busy
            .Append(("Avatars:TimeLimit", "00:01:00"))
            .Append(("Identity:ClientsFile", await WriteClientsAsync()));
        if (isPostgres)
        {
            var database = await (await PostgresServer.GetAsync()).CreateDatabaseAsync();
            settings = settings.Append(("Database:Provider", "PostgreSql")).Append(("ConnectionStrings:Identity", database));
        }

        _running = await RunningPlatform.StartAsync(
            [RunningPlatform.TrustedCertificates(_files), .. settings.Select(setting => $"--{setting.Item1}={setting.Item2}")]);
    }

    public async ValueTask DisposeAsync()
    {
        if (_running is not null) await _running.DisposeAsync();
        if (Upstream is not null) await Upstream.DisposeAsync();
        Directory.Delete(_files, recursive: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>The demonstration's own, with the web app at another address.</summary>
    private async Task<string> WriteClientsAsync()
    {
        var demo = await File.ReadAllTextAsync(Path.Combine(SourceTree.Root, "src", "UserDirectory", "Clients", "demo-clients.json"));
        var file = Path.Combine(_files, "clients.json");
        await File.WriteAllTextAsync(file, demo.Replace("https://localhost:3005", Upstream.App, StringComparison.Ordinal));
        return file;
    }

    private string Address(int app) => _running.Address(app, "").GetLeftPart(UriPartial.Authority);
}
