using System.Net;
using TestKit.Certificates;
using TestKit.Processes;

namespace TestKit.Product;

/// <summary>One of our apps as a process of its own, on https loopback.</summary>
public sealed class RunningApp : IAsyncDisposable
{
    private readonly ChildProcess _process;

    private RunningApp(string project, int port, ChildProcess process)
    {
        (Project, Port, _process) = (project, port, process);
        Address = new Uri($"https://localhost:{port}");
    }

    public string Project { get; }

    public int Port { get; }

    public Uri Address { get; }

    public string Output => _process.Output;

    public int ProcessId => _process.Id;

    /// <summary>Starts the app and waits until it is ready. Settings are configuration keys with ':' between their parts.</summary>
    public static async Task<RunningApp> StartAsync(string project, int port, IReadOnlyDictionary<string, string?> settings, int? plainHttpPort = null)
    {
        var environment = settings.ToDictionary(setting => setting.Key.Replace(":", "__", StringComparison.Ordinal), setting => setting.Value);
        environment["ASPNETCORE_ENVIRONMENT"] = environment.GetValueOrDefault("ASPNETCORE_ENVIRONMENT") ?? "Development";
        environment["ASPNETCORE_URLS"] = $"https://localhost:{port}" + (plainHttpPort is { } plain ? $";http://127.0.0.1:{plain}" : "");
        environment["Kestrel__Certificates__Default__Path"] = LoopbackCertificates.Instance.CertificateFile;
        environment["Kestrel__Certificates__Default__KeyPath"] = LoopbackCertificates.Instance.KeyFile;
        environment["SSL_CERT_FILE"] = LoopbackCertificates.Instance.AuthorityFile; // what the apps say to each other is validated too

        var contentRoot = Path.Combine(SourceTree.Root, "src", project);
        var app = new RunningApp(project, port, ChildProcess.Start("dotnet", [SourceTree.Assembly(project)], environment, contentRoot));
        try
        {
            await app.WaitUntilReadyAsync();
            return app;
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    /// <summary>A client of this instance that follows no redirect. Its cookies are its own.</summary>
    public HttpClient NewClient(CookieContainer? cookies = null) =>
        new(LoopbackCertificates.Instance.NewHandler(cookies ?? new CookieContainer())) { BaseAddress = Address };

    public void Kill() => _process.Kill();

    public Task TerminateAsync() => _process.TerminateAsync();

    public Task<int> WaitForExitAsync() => _process.WaitForExitAsync(TimeSpan.FromSeconds(40));

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private async Task WaitUntilReadyAsync()
    {
        using var client = NewClient();
        for (var attempt = 0; attempt < 600; attempt++)
        {
            if (_process.HasExited) break;
            if (await Readiness.IsReadyAsync(client)) return;
            await Task.Delay(100);
        }
        throw new InvalidOperationException($"{Project} did not become ready on {Address}. It said:\n{Output}");
    }
}
