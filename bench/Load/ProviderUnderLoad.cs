using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Web;
using Load.Sockets;
using TestKit.Browsing;
using TestKit.Certificates;
using TestKit.Ports;
using TestKit.Postgres;
using TestKit.Processes;
using TestKit.Product;

namespace Load;

/// <summary>IdentityProvider on PostgreSQL with plain HTTP on loopback for the load (as behind a proxy that ends TLS), the floors beside it, and a
/// person who is signed in.</summary>
internal sealed class ProviderUnderLoad : IAsyncDisposable
{
    private const string Secret = "a-secret-that-only-the-benchmark-knows";
    private const string CertificateHeader = "X-Client-Certificate";
    private const string RedirectUri = "https://bench.test/callback";

    private readonly Installation _installation;
    private readonly RunningApp _app;
    private readonly ChildProcess _floors;
    private readonly string _verifier = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
    private readonly string _certificate;
    private string _cookie = "";
    private string _formCookie = "";
    private string _formToken = "";

    private ProviderUnderLoad(
        Installation installation, RunningApp app, ChildProcess floors, int port, int floorPort, string certificate, string startUp)
    {
        (_installation, _app, _floors, Port, FloorPort, _certificate, StartUp) =
            (installation, app, floors, port, floorPort, certificate, startUp);
    }

    public int Port { get; }

    public int FloorPort { get; }

    public string StartUp { get; }

    public string ConnectionString => _installation.Settings["ConnectionStrings:Identity"]!;

    public string AccessToken { get; private set; } = "";

    private string Host => new Uri(_installation.Issuer).Authority;

    public static async Task<ProviderUnderLoad> StartAsync(CancellationToken cancellationToken)
    {
        var database = await (await PostgresServer.GetAsync()).CreateDatabaseAsync();
        var ports = FreePorts.Take(2);
        var installation = new Installation(database) { PlainHttpPort = ports[0] };
        var clients = Path.Combine(installation.DataDirectory, "clients.json");
        await GeneratedClients.WriteAsync(clients, cancellationToken);
        installation.Settings["Identity:ClientsFile"] = clients;
        installation.Settings["Lifetimes:AuthorizationCode"] = "00:10:00"; // codes are made before they are exchanged
        var certificate = await ShowCertificatesAsync(installation, cancellationToken);
        installation.Settings["Logging:LogLevel:Default"] = "Warning";

        var floors = ChildProcess.Start("dotnet",
            [typeof(ProviderUnderLoad).Assembly.Location, "floor", ports[1].ToString(CultureInfo.InvariantCulture), await (await PostgresServer.GetAsync()).CreateDatabaseAsync()]);
        await (await installation.StartIdentityProviderAsync()).DisposeAsync(); // migrates and seeds, so that the start that is measured is an ordinary one
        installation.Settings["Identity:ClientsFile"] = Path.Combine(AppContext.BaseDirectory, "clients.json"); // who has left the file stays
        var started = Stopwatch.GetTimestamp();
        var app = await installation.StartIdentityProviderAsync();
        var provider = new ProviderUnderLoad(installation, app, floors, ports[0], ports[1], certificate, "");
        await provider.OnceAsync(provider.ClientCredentials("bench-es256"), cancellationToken);
        var startUp = string.Create(CultureInfo.InvariantCulture, $"Start to first token: {Stopwatch.GetElapsedTime(started).TotalSeconds:F2} s (database already migrated).");

        provider = new ProviderUnderLoad(installation, app, floors, ports[0], ports[1], certificate, startUp);
        await provider.SignInAsync(cancellationToken);
        return provider;
    }

    public byte[] Get(string path, params string[] headers) => Connection.Request("GET", path, Host, null, headers);

    public byte[] ClientCredentials(string clientId) => Token("grant_type=client_credentials&scope=admin.api", clientId);

    /// <summary>The same with a DPoP proof.</summary>
    public byte[] ProvedClientCredentials(string proof) => Token("grant_type=client_credentials&scope=admin.api", "bench-es256", $"DPoP: {proof}");

    /// <summary>A client that shows its certificate to the proxy, and gets a token that is bound to it.</summary>
    public byte[] CertifiedClientCredentials() => Connection.Request(
        "POST", "/connect/token", Host, "grant_type=client_credentials&scope=admin.api&client_id=bench-certificate",
        $"{CertificateHeader}: {_certificate}");

    public string TokenAddress => $"{_installation.Issuer}/connect/token";

    public byte[] Introspect(string token) => Post("/connect/introspect", $"token={token}", "bench-web");

    /// <summary>The request of <see cref="PushedAuthorize"/>, pushed.</summary>
    public byte[] Push() => Post("/connect/par", AuthorizeQuery("openid profile.api"), "bench-web");

    /// <summary>The signed-in person's browser, sent with a request that was pushed.</summary>
    public byte[] PushedAuthorize(string requestUri) =>
        Get($"/connect/authorize?client_id=bench-web&request_uri={HttpUtility.UrlEncode(requestUri)}", $"Cookie: {_cookie}");

    public byte[] Refresh(string token) => Token($"grant_type=refresh_token&refresh_token={token}");

    /// <summary>Code exchanges that have not been made yet, each good for once.</summary>
    public async Task<ConcurrentQueue<byte[]>> NewCodeExchangesAsync(int count, CancellationToken cancellationToken)
    {
        var exchanges = new ConcurrentQueue<byte[]>();
        using var connection = new Connection();
        await connection.OpenAsync(Port, cancellationToken);
        var request = Get(AuthorizePath("openid profile.api offline_access"), $"Cookie: {_cookie}");
        for (var i = 0; i < count; i++)
        {
            await connection.SendAsync(request, cancellationToken);
            exchanges.Enqueue(Redeem(Code(connection)));
        }
        return exchanges;
    }

    public async Task<string[]> NewRefreshTokensAsync(int count, string scope, CancellationToken cancellationToken)
    {
        var tokens = new string[count];
        using var connection = new Connection();
        await connection.OpenAsync(Port, cancellationToken);
        for (var i = 0; i < count; i++)
        {
            await connection.SendAsync(Get(AuthorizePath(scope), $"Cookie: {_cookie}"), cancellationToken);
            await connection.SendAsync(Redeem(Code(connection)), cancellationToken);
            tokens[i] = JsonDocument.Parse(connection.Body).RootElement.GetProperty("refresh_token").GetString()!;
        }
        return tokens;
    }

    /// <summary>Sign-in forms as browsers send them: the first two with a right password, the others with names that are nobody's. Each costs a hash.</summary>
    public async Task<byte[][]> NewSignInsAsync(int count)
    {
        using var browser = new ScriptlessBrowser(new Uri(_installation.Issuer));
        await browser.OpenAsync($"{_installation.Issuer}/sign-in");
        _formCookie = browser.Cookies.GetCookieHeader(new Uri(_installation.Issuer));
        _formToken = browser.Page.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        return [.. Enumerable.Range(0, count).Select(number => number switch
        {
            0 => SignInForm("alice", "Pass123$"),
            1 => SignInForm("bob", "Pass123$"),
            _ => SignInForm(string.Create(CultureInfo.InvariantCulture, $"nobody{number}"), "Pass123$"),
        })];
    }

    /// <summary>After <see cref="NewSignInsAsync"/>: a sign-in that is refused.</summary>
    public byte[] WrongSignIn(string userName) => SignInForm(userName, "not the password");

    public string Memory()
    {
        var resident = File.ReadLines($"/proc/{_app.ProcessId}/status").First(line => line.StartsWith("VmRSS", StringComparison.Ordinal));
        return $"Memory of IdentityProvider after the load: {long.Parse(resident.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024} MB resident.";
    }

    public async ValueTask DisposeAsync()
    {
        await _floors.DisposeAsync();
        await _installation.DisposeAsync();
    }

    /// <summary>Lets the load stand for a proxy that asks clients for certificates. The certificate that it passes on.</summary>
    private static async Task<string> ShowCertificatesAsync(Installation installation, CancellationToken cancellationToken)
    {
        using var authority = new TestAuthority();
        var file = Path.Combine(installation.DataDirectory, "clients-ca.pem");
        await File.WriteAllTextAsync(file, authority.Pem, cancellationToken);
        installation.Settings["Mtls:TrustedCaFile"] = file;
        installation.Settings["Mtls:ForwardedHeader"] = CertificateHeader;
        installation.Settings["Mtls:PublicUrl"] = "https://mtls.bench.test";
        installation.Settings["Proxy:Trusted:0"] = "127.0.0.1";
        using var certificate = authority.Issue("CN=bench");
        return Convert.ToBase64String(certificate.RawData);
    }

    private byte[] SignInForm(string userName, string password) => Connection.Request(
        "POST", "/sign-in", Host,
        $"UserName={userName}&Password={HttpUtility.UrlEncode(password)}&__RequestVerificationToken={HttpUtility.UrlEncode(_formToken)}",
        $"Cookie: {_formCookie}", "X-Forwarded-Proto: https"); // a form's cookie is for https alone

    private async Task SignInAsync(CancellationToken cancellationToken)
    {
        using var browser = new ScriptlessBrowser(new Uri(_installation.Issuer));
        await browser.SignInAsync(_installation.Issuer + AuthorizePath("openid profile.api"), "alice", "Pass123$");
        _cookie = browser.Cookies.GetCookieHeader(new Uri(_installation.Issuer));

        using var connection = new Connection();
        await connection.OpenAsync(Port, cancellationToken);
        await connection.SendAsync(Get(AuthorizePath("openid profile"), $"Cookie: {_cookie}"), cancellationToken);
        await connection.SendAsync(Redeem(Code(connection)), cancellationToken);
        AccessToken = JsonDocument.Parse(connection.Body).RootElement.GetProperty("access_token").GetString()!;
    }

    private async Task OnceAsync(byte[] request, CancellationToken cancellationToken)
    {
        using var connection = new Connection();
        await connection.OpenAsync(Port, cancellationToken);
        await connection.SendAsync(request, cancellationToken);
        if (connection.Status != 200) throw new InvalidOperationException($"{connection.Status}: {Encoding.UTF8.GetString(connection.Body.Span)}");
    }

    private string AuthorizePath(string scope) => $"/connect/authorize?{AuthorizeQuery(scope)}";

    private string AuthorizeQuery(string scope)
    {
        var challenge = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(_verifier)));
        return $"client_id=bench-web&redirect_uri={HttpUtility.UrlEncode(RedirectUri)}&response_type=code&scope={HttpUtility.UrlEncode(scope)}" +
            $"&code_challenge={challenge}&code_challenge_method=S256&state=bench&nonce=bench";
    }

    private byte[] Redeem(string code) =>
        Token($"grant_type=authorization_code&code={code}&redirect_uri={HttpUtility.UrlEncode(RedirectUri)}&code_verifier={_verifier}");

    private byte[] Token(string form, string clientId = "bench-web", params string[] headers) => Post("/connect/token", form, clientId, headers);

    private byte[] Post(string path, string form, string clientId, params string[] headers) => Connection.Request(
        "POST", path, Host, form, ["Authorization: Basic " + Convert.ToBase64String(Encoding.ASCII.GetBytes($"{clientId}:{Secret}")), .. headers]);

    private static string Code(Connection answer)
    {
        var head = Encoding.ASCII.GetString(answer.Head.Span);
        var location = head.Split("\r\n").FirstOrDefault(line => line.StartsWith("Location: ", StringComparison.OrdinalIgnoreCase)) ?? "";
        return HttpUtility.ParseQueryString(location[(location.IndexOf('?', StringComparison.Ordinal) + 1)..])["code"]
            ?? throw new InvalidOperationException($"No code in:\n{head}");
    }
}
