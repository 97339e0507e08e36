using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using TestKit.Certificates;
using TestKit.Ports;
using TestKit.Processes;

namespace TestKit.Product;

/// <summary>AppHost as a person starts it, with data, certificates and ports of its own.</summary>
public sealed class RunningPlatform : IAsyncDisposable
{
    private readonly string _directory = System.IO.Directory.CreateTempSubdirectory("identity-apphost-").FullName;

    private RunningPlatform(string[] arguments)
    {
        Ports = FreePorts.Take(4);
        Process = ChildProcess.Start("dotnet",
        [
            SourceTree.Assembly("AppHost"),
            $"--Ports:IdentityProvider={Ports[0]}", $"--Ports:UserApi={Ports[1]}", $"--Ports:AdminUi={Ports[2]}",
            $"--Ports:MutualTls={Ports[3]}",
            $"--Data:Directory={Path.Combine(_directory, "data")}", $"--Certificates:Directory={Path.Combine(_directory, "certs")}",
            .. arguments,
        ]);
    }

    public int[] Ports { get; }

    public ChildProcess Process { get; }

    /// <summary>Where its certificates and data are.</summary>
    public string Directory => _directory;

    public string DataDirectory => Path.Combine(_directory, "data");

    /// <summary>Makes the authority and the certificate of this test process those of the platform too, so that its browsers trust it.</summary>
    /// <returns>The argument to start with.</returns>
    public static string TrustedCertificates(string directory)
    {
        foreach (var file in LoopbackCertificates.Instance.Files) File.Copy(file, Path.Combine(directory, Path.GetFileName(file)));
        return $"--Certificates:Directory={directory}";
    }

    /// <summary>Starts, and waits for the banner's last line.</summary>
    public static async Task<RunningPlatform> StartAsync(params string[] arguments)
    {
        var platform = new RunningPlatform(arguments);
        for (var attempt = 0; attempt < 600 && !platform.Process.HasExited; attempt++)
        {
            if (platform.Process.Output.Contains("Ctrl-C stops.", StringComparison.Ordinal)) return platform;
            await Task.Delay(100);
        }

        var output = platform.Process.Output;
        await platform.DisposeAsync();
        throw new InvalidOperationException($"AppHost did not start. It said:\n{output}");
    }

    /// <summary>Starts what must not start. The exit code, and everything that was written.</summary>
    public static async Task<(int ExitCode, string Output)> RefuseAsync(params string[] arguments)
    {
        await using var platform = new RunningPlatform(arguments);
        return (await platform.Process.WaitForExitAsync(TimeSpan.FromSeconds(60)), platform.Process.Output.Trim());
    }

    public Uri Address(int app, string path) => new(string.Create(CultureInfo.InvariantCulture, $"https://localhost:{Ports[app]}{path}"));

    /// <summary>A client that trusts what the banner tells people to trust, and nothing else.</summary>
    public HttpClient NewClient()
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.ImportFromPemFile(Path.Combine(_directory, "certs", "ca.crt"));
        return new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, SslOptions = { CertificateChainPolicy = policy } });
    }

    public async ValueTask DisposeAsync()
    {
        await Process.DisposeAsync();
        System.IO.Directory.Delete(_directory, recursive: true);
    }
}
