using System.Buffers.Text;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Web;
using Load.Sockets;
using TestKit.Browsing;
using TestKit.Ports;
using TestKit.Product;

namespace Load.People;

/// <summary>UserApi on PostgreSQL with plain HTTP on loopback, and the tokens of people who signed in at the provider.</summary>
internal sealed class ApiUnderLoad : IAsyncDisposable
{
    private const string Secret = "a-secret-that-only-the-benchmark-knows";
    private const string RedirectUri = "https://bench.test/callback";
    private const string Password = "Pass123$";

    private readonly Installation _installation;
    private RunningApp? _provider;
    private RunningApp? _api;

    private ApiUnderLoad(Installation installation, int port) => (_installation, Port) = (installation, port);

    public int Port { get; }

    public string AdminToken { get; private set; } = "";

    public IReadOnlyList<string> PeoplesTokens { get; private set; } = [];

    /// <summary>Migrates and seeds the database; nothing runs afterwards.</summary>
    public static async Task<ApiUnderLoad> InstallAsync(string database)
    {
        var port = FreePorts.Take(1)[0];
        var installation = new Installation(database) { UserApiPlainHttpPort = port };
        installation.Settings["Identity:ClientsFile"] = Path.Combine(AppContext.BaseDirectory, "clients.json");
        installation.Settings["Lifetimes:AccessToken"] = "02:00:00";
        installation.Settings["Logging:LogLevel:Default"] = "Warning";
        var api = new ApiUnderLoad(installation, port);
        await (await installation.StartIdentityProviderAsync()).DisposeAsync();
        return api;
    }

    /// <summary>Starts both, and signs people in who have the password of the demonstration.</summary>
    public async Task StartAsync(IReadOnlyList<string> people, CancellationToken cancellationToken)
    {
        _provider = await _installation.StartIdentityProviderAsync();
        _api = await _installation.StartUserApiAsync();
        AdminToken = await TokenAsync("admin", "openid admin.api", cancellationToken);
        var tokens = new List<string>();
        foreach (var person in people) tokens.Add(await TokenAsync(person, "openid profile.api", cancellationToken));
        PeoplesTokens = tokens;
    }

    public async Task StopAsync()
    {
        if (_api is not null) await _api.DisposeAsync();
        if (_provider is not null) await _provider.DisposeAsync();
    }

    /// <summary>What UserApi has computed so far; the database's own work is not in it.</summary>
    public TimeSpan ProcessorTime()
    {
        using var process = Process.GetProcessById(_api!.ProcessId);
        return process.TotalProcessorTime;
    }

    public byte[] Get(string path, string token) => Connection.Request("GET", path, Host, null, $"Authorization: Bearer {token}");

    public byte[] Patch(string path, string json, string token) => Connection.Json("PATCH", path, Host, json, $"Authorization: Bearer {token}");

    public async ValueTask DisposeAsync() => await _installation.DisposeAsync();

    private string Host => new Uri(_installation.UserApiUrl).Authority;

    private async Task<string> TokenAsync(string person, string scope, CancellationToken cancellationToken)
    {
        var verifier = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        var challenge = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));
        using var browser = new ScriptlessBrowser(new Uri(_installation.Issuer));
        var end = await browser.SignInAsync(
            $"{_installation.Issuer}/connect/authorize?client_id=bench-api&redirect_uri={HttpUtility.UrlEncode(RedirectUri)}&response_type=code" +
            $"&scope={HttpUtility.UrlEncode(scope)}&code_challenge={challenge}&code_challenge_method=S256&nonce=bench", person, Password);
        using var client = _provider!.NewClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/connect/token")
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["grant_type"] = "authorization_code",
                ["code"] = HttpUtility.ParseQueryString(end.Query)["code"] ?? throw new InvalidOperationException($"No code in {end}."),
                ["redirect_uri"] = RedirectUri,
                ["code_verifier"] = verifier,
            }),
        };
        request.Headers.Authorization = new("Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes($"bench-api:{Secret}")));
        using var answer = await client.SendAsync(request, cancellationToken);
        var body = JsonElement.Parse(await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync(cancellationToken));
        return body.GetProperty("access_token").GetString()!;
    }
}
