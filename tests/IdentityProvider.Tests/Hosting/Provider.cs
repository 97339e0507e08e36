using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using ServiceDefaults;
using TestKit.Browsing;
using TestKit.Certificates;
using TestKit.Ports;
using TestKit.Postgres;
using TestKit.Product;

namespace IdentityProvider.Tests.Hosting;

/// <summary>The real host on https loopback in this process, with a database of its own: SQLite, or PostgreSQL when the environment variable
/// TEST_DATABASE says so. test.sh runs this project once with each.</summary>
public sealed class Provider : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly string _data;

    private Provider(WebApplication app, string data, string issuer, string environment, IReadOnlyDictionary<string, string?> settings)
    {
        (_app, _data, Issuer) = (app, data, issuer);
        Arguments = [$"--environment={environment}", .. settings.Select(setting => $"--{setting.Key}={setting.Value}")];
    }

    public string Issuer { get; }

    public string DataDirectory => _data;

    public IServiceProvider Services => _app.Services;

    /// <summary>What another process of the same installation is started with.</summary>
    public IReadOnlyList<string> Arguments { get; }

    public static Task<Provider> StartAsync(params (string Key, string Value)[] settings) => StartInAsync("Development", settings);

    /// <summary>In another environment than development.</summary>
    public static async Task<Provider> StartInAsync(string environment, params (string Key, string Value)[] settings)
    {
        var data = Directory.CreateTempSubdirectory("identity-provider-tests-").FullName;
        var masterKey = Path.Combine(data, "master.key");
        await File.WriteAllTextAsync(masterKey, Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)) + "\n");
        var issuer = string.Create(CultureInfo.InvariantCulture, $"https://localhost:{FreePorts.Take(1)[0]}");
        var configuration = new Dictionary<string, string?>
        {
            ["urls"] = issuer,
            ["Kestrel:Certificates:Default:Path"] = LoopbackCertificates.Instance.CertificateFile,
            ["Kestrel:Certificates:Default:KeyPath"] = LoopbackCertificates.Instance.KeyFile,
            ["Data:Directory"] = data,
            ["Identity:Issuer"] = issuer,
            ["Identity:MasterKeyFile"] = masterKey,
            ["Identity:ClientsFile"] = Path.Combine(SourceTree.Root, "tests/IdentityProvider.Tests/Hosting/clients.json"),
            ["RateLimits:Enabled"] = "false",
            ["PasswordHashing:Argon2MemoryKiB"] = "64",
            ["PasswordHashing:Argon2Iterations"] = "1",
            ["Logging:LogLevel:Default"] = "Warning",
        };
        if (Environment.GetEnvironmentVariable("TEST_DATABASE") == "PostgreSql")
        {
            configuration["Database:Provider"] = "PostgreSql";
            configuration["ConnectionStrings:Identity"] = await (await PostgresServer.GetAsync()).CreateDatabaseAsync();
        }
        foreach (var (key, value) in settings) configuration[key] = value;

        var app = IdentityProviderApp.Build([], new HostOverrides
        {
            ContentRoot = Path.Combine(SourceTree.Root, "src/IdentityProvider"),
            Environment = environment,
            Configuration = configuration,
        });
        await app.StartAsync();
        return new Provider(app, data, issuer, environment, configuration);
    }

    public ScriptlessBrowser NewBrowser() => new(new Uri(Issuer));

    /// <summary>For requests that no browser sends. It follows no redirect.</summary>
    public HttpClient NewClient(CookieContainer? cookies = null) =>
        new(LoopbackCertificates.Instance.NewHandler(cookies ?? new CookieContainer())) { BaseAddress = new Uri(Issuer) };

    /// <summary>A browser in which this person is signed in.</summary>
    public async Task<ScriptlessBrowser> SignInAsync(string userName, string? password = null)
    {
        var browser = NewBrowser();
        await browser.OpenAsync($"{Issuer}/sign-in");
        await browser.SubmitAsync(("UserName", userName), ("Password", password ?? (userName is "alice" or "bob" ? Demo.Password : Demo.OwnPassword)));
        Assert.Equal($"{Issuer}/", browser.Location.ToString());
        return browser;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        Directory.Delete(_data, recursive: true);
    }
}

/// <summary>The accounts of a development installation.</summary>
internal static class Demo
{
    public const string Password = "Pass123$";

    /// <summary>Of the people that the tests make: the demo password is too common for them.</summary>
    public const string OwnPassword = "Quiet-7-Harbour";
}
