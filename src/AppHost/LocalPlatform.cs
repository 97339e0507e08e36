using System.Globalization;
using System.Net;
using System.Net.Sockets;
using AdminUi;
using AppHost.Certificates;
using IdentityProvider;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using ServiceDefaults;
using ServiceDefaults.Configuration;
using ServiceDefaults.Telemetry;
using UserApi;

namespace AppHost;

/// <summary>The three hosts in one process, with one database file, one certificate and one telemetry pipeline.</summary>
internal sealed class LocalPlatform(LocalSettings settings) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly List<WebApplication> _apps = [];
    private TelemetryPipeline? _telemetry;
    private CertificateFiles? _certificates;

    /// <exception cref="StartupFailure">A port is taken, a file cannot be read, a setting cannot be.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        RequireFreePorts();
        PrepareDataDirectory();
        _certificates = LocalCertificates.Ensure(settings.CertificateDirectory, TimeProvider.System);
        _telemetry = new TelemetryPipeline(
            "Identity", ValidatedOptions.Read<TelemetryOptions>(settings.Chosen, "OpenTelemetry", TelemetryOptions.Validate));

        // The console waits for nobody; the API reads the database that the provider makes.
        var console = Task.Run(() => StartAsync("AdminUi", settings.Ports.AdminUi, AdminUiApp.Build, cancellationToken), cancellationToken);
        try
        {
            var provider = await StartAsync("IdentityProvider", settings.Ports.IdentityProvider, IdentityProviderApp.Build, cancellationToken);
            await StartAsync("UserApi", settings.Ports.UserApi, UserApiApp.Build, cancellationToken);
            await WaitUntilReadyAsync(provider, cancellationToken);
        }
        finally
        {
            await ((Task)console).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await console;
    }

    public void WriteBanner(TextWriter writer) => Banner.Write(writer, settings, _certificates!);

    /// <summary>Ends when one of the hosts is asked to stop, which Ctrl-C and SIGTERM ask of all.</summary>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        foreach (var app in _apps) app.Lifetime.ApplicationStopping.Register(() => asked.TrySetResult());
        await asked.Task.WaitAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var app in Enumerable.Reverse(_apps))
        {
            await app.StopAsync(CancellationToken.None);
            await app.DisposeAsync();
        }

        _telemetry?.Dispose();
    }

    // Before anything runs: an app that has begun to start says things of its own when the start is given up.
    private void RequireFreePorts()
    {
        foreach (var (name, port) in settings.Ports.All())
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            try
            {
                listener.Start();
            }
            catch (SocketException exception) when (exception.SocketErrorCode == SocketError.AddressAlreadyInUse)
            {
                throw new StartupFailure(
                    $"Port {port} is in use by another program: stop it, or choose another port for {name} with --Ports:{name}={port + 1000}.",
                    exception);
            }
        }
    }

    private void PrepareDataDirectory()
    {
        try
        {
            Directory.CreateDirectory(settings.DataDirectory);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StartupFailure(
                $"The data directory {settings.DataDirectory} (Data:Directory) cannot be made: {exception.Message}", exception);
        }
    }

    // Its keys are made after it has begun to listen.
    private static async Task WaitUntilReadyAsync(WebApplication app, CancellationToken cancellationToken)
    {
        var checks = app.Services.GetRequiredService<HealthCheckService>();
        var time = app.Services.GetRequiredService<TimeProvider>();
        var begun = time.GetTimestamp();
        while (await checks.CheckHealthAsync(cancellationToken) is { Status: HealthStatus.Unhealthy } report)
        {
            if (time.GetElapsedTime(begun) > Patience)
            {
                var (name, fault) = report.Entries.First(entry => entry.Value.Status == HealthStatus.Unhealthy);
                throw new StartupFailure($"IdentityProvider does not become ready, since its check {name} says: {fault.Description}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), time, cancellationToken);
        }
    }

    private async Task<WebApplication> StartAsync(
        string name, int port, Func<string[], HostOverrides?, WebApplication> build, CancellationToken cancellationToken)
    {
        var app = build(settings.Args, Overrides(name, port));
        lock (_apps) _apps.Add(app);
        await app.StartAsync(cancellationToken);
        return app;
    }

    private HostOverrides Overrides(string name, int port) => new()
    {
        ContentRoot = Path.Combine(settings.Root, "src", name),
        Environment = Environments.Development,
        Configuration = Configuration(name, port),
        Services = services => services.AddSingleton(_telemetry!),
    };

    private Dictionary<string, string?> Configuration(string name, int port)
    {
        var configuration = new Dictionary<string, string?>
        {
            ["urls"] = Local(port),
            ["Kestrel:Certificates:Default:Path"] = _certificates!.Server.Certificate,
            ["Kestrel:Certificates:Default:KeyPath"] = _certificates.Server.Key,
            ["Data:Directory"] = settings.DataDirectory,
        };
        Default(configuration, "Identity:Issuer", Local(settings.Ports.IdentityProvider));
        Default(configuration, "Identity:UserApiUrl", Local(settings.Ports.UserApi));
        Default(configuration, "Identity:AdminUrl", Local(settings.Ports.AdminUi));
        if (name == "IdentityProvider")
        {
            Default(configuration, "Mtls:Port", settings.Ports.MutualTls.ToString(CultureInfo.InvariantCulture));
            Default(configuration, "Mtls:TrustedCaFile", _certificates.Authority.Certificate);
        }
        Default(configuration, "Outbound:TrustedCaFile", _certificates.Authority.Certificate);
        Default(configuration, "Logging:LogLevel:Default", "Warning"); // the banner stays readable
        Default(configuration, "Logging:LogLevel:Microsoft.Extensions.Diagnostics.HealthChecks", "Critical"); // asked many times while it starts
        return configuration;
    }

    private void Default(Dictionary<string, string?> configuration, string key, string value)
    {
        if (string.IsNullOrEmpty(settings.Chosen[key])) configuration[key] = value;
    }

    private static string Local(int port) => string.Create(CultureInfo.InvariantCulture, $"https://localhost:{port}");
}
