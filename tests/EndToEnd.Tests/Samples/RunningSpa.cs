using System.Globalization;
using System.Text.Json;
using TestKit.Certificates;
using TestKit.Ports;
using TestKit.Processes;
using TestKit.Product;

namespace EndToEnd.Tests.Samples;

/// <summary>samples/Spa as its README starts it, with a provider and an API on SQLite.</summary>
public sealed class RunningSpa : IAsyncLifetime
{
    private readonly Installation _installation = new(postgres: null);
    private ChildProcess? _server;

    public string Address { get; } = string.Create(CultureInfo.InvariantCulture, $"https://localhost:{FreePorts.Take(1)[0]}");

    public async ValueTask InitializeAsync()
    {
        var clients = Path.Combine(_installation.DataDirectory, "clients.json");
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
        _installation.Settings["Identity:ClientsFile"] = clients;
        await _installation.StartIdentityProviderAsync();
        await _installation.StartUserApiAsync();
        _server = await StartServerAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null) await _server.DisposeAsync();
        await _installation.DisposeAsync();
    }

    private async Task<ChildProcess> StartServerAsync()
    {
        var server = ChildProcess.Start("node", [Path.Combine(SourceTree.Root, "samples", "Spa", "server.mjs")], new Dictionary<string, string?>
        {
            ["PORT"] = new Uri(Address).Port.ToString(CultureInfo.InvariantCulture),
            ["ISSUER"] = _installation.Issuer,
            ["API_URL"] = _installation.UserApiUrl,
            ["CERTS"] = Path.GetDirectoryName(LoopbackCertificates.Instance.CertificateFile),
        });
        for (var attempt = 0; attempt < 300 && !server.HasExited; attempt++)
        {
            if (server.Output.Contains(Address, StringComparison.Ordinal)) return server;
            await Task.Delay(100);
        }

        var output = server.Output;
        await server.DisposeAsync();
        throw new InvalidOperationException($"The sample did not start. It said:\n{output}");
    }
}
