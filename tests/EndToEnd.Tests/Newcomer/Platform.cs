using TestKit.Postgres;
using TestKit.Product;
using TestKit.Upstream;

namespace EndToEnd.Tests.Newcomer;

/// <summary>What a newcomer has who runs AppHost: the three apps in one process and the demonstration's accounts and apps. The providers elsewhere by
/// which people may sign in are the test's own.</summary>
/// <param name="isPostgres">SQLite otherwise, as nobody has configured anything.</param>
public abstract class Platform(bool isPostgres) : IAsyncLifetime
{
    private readonly string _certificates = Directory.CreateTempSubdirectory("identity-newcomer-").FullName;
    private RunningPlatform _running = null!;

    public string Issuer => Address(0);

    public string Console => Address(2);

    public string MailFolder => Path.Combine(_running.DataDirectory, "mail");

    internal UpstreamHost Upstream { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Upstream = await UpstreamHost.StartAsync();
        var settings = Upstream.Settings.Where(setting => !setting.Key.Contains("Oidc", StringComparison.Ordinal) && setting.Key != "Outbound:TrustedCaFile")
            .Append(("RateLimits:Enabled", "false")) // all of these people come from one address
            .Append(("PasswordHashing:MaxWait", "00:01:00")) // and the machine may be busy
            .Append(("Avatars:TimeLimit", "00:01:00"));
        if (isPostgres)
        {
            var database = await (await PostgresServer.GetAsync()).CreateDatabaseAsync();
            settings = settings.Append(("Database:Provider", "PostgreSql")).Append(("ConnectionStrings:Identity", database));
        }

        _running = await RunningPlatform.StartAsync(
            [RunningPlatform.TrustedCertificates(_certificates), .. settings.Select(setting => $"--{setting.Item1}={setting.Item2}")]);
    }

    public async ValueTask DisposeAsync()
    {
        if (_running is not null) await _running.DisposeAsync();
        if (Upstream is not null) await Upstream.DisposeAsync();
        Directory.Delete(_certificates, recursive: true);
        GC.SuppressFinalize(this);
    }

    private string Address(int app) => _running.Address(app, "").GetLeftPart(UriPartial.Authority);
}
