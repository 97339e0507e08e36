using System.Globalization;
using System.Text.Json;
using TestKit.Ports;
using TestKit.Processes;
using TestKit.Product;

namespace EndToEnd.Tests.Samples;

/// <summary>samples/Spa beside AppHost, as the README starts them, on free ports.</summary>
public sealed class RunningSpa : IAsyncLifetime
{
    private readonly string _directory = Directory.CreateTempSubdirectory("identity-spa-").FullName;
    private readonly int[] _ports = FreePorts.Take(4);
    private ChildProcess? _appHost;
    private ChildProcess? _server;

    public string Address => Url(3);

    public async ValueTask InitializeAsync()
    {
        var clients = Path.Combine(_directory, "clients.json");
        await File.WriteAllTextAsync(clients, JsonSerializer.Serialize(new[]
        {
            new
            {
                client_id = "spa",
                client_name = "Notebook",
                token_endpoint_auth_method = "none",
                grant_types = new[] { "authorization_code", "refresh_token" },
                redirect_uris = new[] { $"{Address}/callback.html", $"{Address}/silent.html" },
                post_logout_redirect_uris = new[] { $"{Address}/" },
                scope = "openid profile email offline_access profile.api",
            },
        }));
        _appHost = await StartAsync("Ctrl-C stops.", "dotnet",
        [
            SourceTree.Assembly("AppHost"), $"--Identity:ClientsFile={clients}", $"--Data:Directory={Path.Combine(_directory, "data")}",
            $"--Certificates:Directory={Path.Combine(_directory, "certs")}", "--RateLimits:Enabled=false",
            $"--Ports:IdentityProvider={_ports[0]}", $"--Ports:UserApi={_ports[1]}", $"--Ports:AdminUi={_ports[2]}",
        ]);
        _server = await StartAsync(Address, "node", [Path.Combine(SourceTree.Root, "samples", "Spa", "server.mjs")], new Dictionary<string, string?>
        {
            ["PORT"] = _ports[3].ToString(CultureInfo.InvariantCulture),
            ["ISSUER"] = Url(0),
            ["API_URL"] = Url(1),
            ["CERTS"] = Path.Combine(_directory, "certs"),
        });
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null) await _server.DisposeAsync();
        if (_appHost is not null) await _appHost.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    private static async Task<ChildProcess> StartAsync(string sign, string file, string[] arguments, Dictionary<string, string?>? environment = null)
    {
        var process = ChildProcess.Start(file, arguments, environment);
        for (var attempt = 0; attempt < 600 && !process.HasExited; attempt++)
        {
            if (process.Output.Contains(sign, StringComparison.Ordinal)) return process;
            await Task.Delay(100);
        }

        var output = process.Output;
        await process.DisposeAsync();
        throw new InvalidOperationException($"{file} did not get ready. It said:\n{output}");
    }

    private string Url(int app) => string.Create(CultureInfo.InvariantCulture, $"https://localhost:{_ports[app]}");
}
