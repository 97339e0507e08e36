using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using EndToEnd.Tests.Product;
using Microsoft.Playwright;
using TestKit.Browsing;
using TestKit.Certificates;
using TestKit.Ports;
using TestKit.Processes;
using TestKit.Product;

namespace EndToEnd.Tests.Samples;

/// <summary>The samples beside AppHost, each started by the README's one command but on a free port, for the clients of the demo.</summary>
[CollectionDefinition(nameof(SampleApps))]
public sealed class SampleApps : IAsyncLifetime, ICollectionFixture<SampleApps>
{
    private readonly string _directory = Directory.CreateTempSubdirectory("identity-samples-").FullName;
    private readonly int[] _ports = FreePorts.Take(7);
    private readonly List<ChildProcess> _running = [];

    public string Provider => Url(0);

    public string UserApi => Url(1);

    public string Spa => Url(3);

    public string WebApp => Url(4);

    public string Api => Url(5);

    internal ChildProcess WebAppProcess { get; private set; } = null!;

    internal TestClient SpaClient => new("spa", null, $"{Spa}/callback.html", Basic: false);

    internal TestClient WebAppClient => new("webapp", "webapp-secret", $"{WebApp}/signin-oidc");

    internal static TestClient MachineClient { get; } = new("machine", "machine-secret", null);

    private string Certificates => Path.Combine(_directory, "certs");

    public async ValueTask InitializeAsync()
    {
        var clients = Path.Combine(_directory, "clients.json");
        await File.WriteAllTextAsync(clients, Clients());
        await StartAsync("Ctrl-C stops.", "dotnet",
        [
            SourceTree.Assembly("AppHost"), $"--Identity:ClientsFile={clients}", $"--Data:Directory={Path.Combine(_directory, "data")}",
            $"--Certificates:Directory={Certificates}", "--RateLimits:Enabled=false",
            $"--Ports:IdentityProvider={_ports[0]}", $"--Ports:UserApi={_ports[1]}", $"--Ports:AdminUi={_ports[2]}", $"--Ports:MutualTls={_ports[6]}",
        ]);
        var spa = StartAsync(Spa, "node", [Path.Combine(SourceTree.Root, "samples", "Spa", "server.mjs")], new Dictionary<string, string?>
        {
            ["PORT"] = _ports[3].ToString(CultureInfo.InvariantCulture),
            ["ISSUER"] = Provider,
            ["API_URL"] = UserApi,
            ["CERTS"] = Certificates,
        });
        var api = StartApiAsync(Api, Provider);
        WebAppProcess = await StartWebAppAsync(WebApp, Provider);
        await Task.WhenAll(spa, api);
    }

    /// <summary>Another one than <see cref="WebApp"/>, which ends with the tests.</summary>
    internal Task<ChildProcess> StartWebAppAsync(string address, string issuer) => StartAsync(
        "Application started.", "dotnet", RunCommand("WebApp", Certificates, [$"--urls={address}", $"--PublicUrl={address}", $"--Issuer={issuer}", $"--UserApi={UserApi}"]));

    /// <summary>An API that trusts this issuer; its certificate, and what it trusts, are the platform's or the tests' own.</summary>
    internal Task<ChildProcess> StartApiAsync(string address, string issuer, bool withTestCertificates = false) => StartAsync(
        "Application started.", "dotnet", RunCommand("Api", withTestCertificates ? null : Certificates, [$"--urls={address}", $"--Issuer={issuer}"]));

    /// <summary>Runs the service to its end, by the README's command.</summary>
    internal Task<(int ExitCode, string Output)> RunMachineByCommandAsync(params string[] arguments) =>
        RunToEndAsync(RunCommand("MachineClient", Certificates, [$"--Issuer={Provider}", $"--Api={UserApi}", .. arguments]));

    /// <summary>The same without the launch profile: what it says stands in the environment.</summary>
    internal Task<(int ExitCode, string Output)> RunMachineAsync(string clientId, string clientSecret, params string[] arguments) => RunToEndAsync(
        [SourceTree.Assembly("MachineClient", "samples"), $"--Issuer={Provider}", $"--Api={UserApi}", .. arguments],
        new Dictionary<string, string?>
        {
            ["MACHINE_CLIENTID"] = clientId,
            ["MACHINE_CLIENTSECRET"] = clientSecret,
            ["SSL_CERT_FILE"] = Path.Combine(Certificates, "ca.crt"),
        });

    internal static async Task<(int ExitCode, string Output)> RunToEndAsync(string[] command, Dictionary<string, string?>? environment = null)
    {
        await using var process = ChildProcess.Start("dotnet", command, environment, SourceTree.Root);
        return (await process.WaitForExitAsync(TimeSpan.FromSeconds(60)), process.Output);
    }

    internal HttpClient NewClient(string address) =>
        new(LoopbackCertificates.NewHandler(Authority())) { BaseAddress = new Uri(address) };

    /// <summary>Signs a person in at an app of the demo, for a token that is good at one API.</summary>
    internal async Task<TokenAnswer> SignInAsync(TestClient client, string userName, string scope, string resource)
    {
        using var browser = new ScriptlessBrowser(Authority(), new Uri(Provider));
        var request = new CodeFlow(Provider, client, scope, ("resource", resource));
        var answer = await browser.SignInAsync(request.Url, userName, "Pass123$");
        using var instance = NewClient(Provider);
        return await TokenAnswer.AskAsync(instance, client, request.Redeem(answer));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in Enumerable.Reverse(_running)) await process.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    /// <summary>In a browser, from the start page of the app to that of the person's account.</summary>
    internal async Task SignInToWebAppAsync(IPage page, string userName)
    {
        await page.GotoAsync(WebApp);
        await page.ClickAsync("main a");
        await page.FillAsync("[name=UserName]", userName);
        await page.FillAsync("[name=Password]", "Pass123$");
        await page.ClickAsync("button[type=submit].button-primary");

        var allow = page.Locator("button[name=decision][value=allow]");
        var profile = page.Locator("#profile");
        await allow.Or(profile).First.WaitForAsync();
        if (await allow.IsVisibleAsync()) await allow.ClickAsync(); // asked once
        await profile.WaitForAsync();
    }

    /// <summary><c>dotnet run --project samples/X</c>, with what the launch profile says but for certificates.</summary>
    internal static string[] RunCommand(string sample, string? certificates, IEnumerable<string> arguments) =>
    [
        "run", "--no-build", "--configuration", SourceTree.Configuration, "--project", Path.Combine(SourceTree.Root, "samples", sample),
        "-e", $"SSL_CERT_FILE={(certificates is null ? LoopbackCertificates.Instance.AuthorityFile : Path.Combine(certificates, "ca.crt"))}", "--",
        $"--Kestrel:Certificates:Default:Path={(certificates is null ? LoopbackCertificates.Instance.CertificateFile : Path.Combine(certificates, "server.crt"))}",
        $"--Kestrel:Certificates:Default:KeyPath={(certificates is null ? LoopbackCertificates.Instance.KeyFile : Path.Combine(certificates, "server.key"))}",
        .. arguments,
    ];

    /// <summary>The demo's own, at the ports of this run, and two that only these tests need.</summary>
    private string Clients()
    {
        var demo = File.ReadAllText(Path.Combine(SourceTree.Root, "src", "UserDirectory", "Clients", "demo-clients.json"))
            .Replace("https://localhost:3004", Spa, StringComparison.Ordinal)
            .Replace("https://localhost:3005", WebApp, StringComparison.Ordinal);
        var clients = JsonNode.Parse(demo)!.AsArray();
        clients.Add(Service("brief", ["auditor"], lifetime: 20));
        clients.Add(Service("roleless", [], lifetime: 900));
        return clients.ToJsonString();
    }

    private static JsonObject Service(string id, string[] roles, int lifetime) => new()
    {
        ["client_id"] = id,
        ["client_secret"] = $"{id}-secret-known-to-these-tests-alone",
        ["grant_types"] = new JsonArray("client_credentials"),
        ["response_types"] = new JsonArray(),
        ["scope"] = "admin.api",
        ["service_roles"] = new JsonArray([.. roles.Select(role => JsonValue.Create(role))]),
        ["access_token_lifetime"] = lifetime,
    };

    private async Task<ChildProcess> StartAsync(string sign, string file, string[] arguments, Dictionary<string, string?>? environment = null)
    {
        var process = ChildProcess.Start(file, arguments, environment, SourceTree.Root);
        lock (_running) _running.Add(process);
        for (var attempt = 0; attempt < 600 && !process.HasExited; attempt++)
        {
            if (process.Output.Contains(sign, StringComparison.Ordinal)) return process;
            await Task.Delay(100);
        }
        throw new InvalidOperationException($"{file} {string.Join(' ', arguments)} did not get ready. It said:\n{process.Output}");
    }

    private X509Certificate2 Authority() => X509CertificateLoader.LoadCertificateFromFile(Path.Combine(Certificates, "ca.crt"));

    private string Url(int app) => string.Create(CultureInfo.InvariantCulture, $"https://localhost:{_ports[app]}");
}
