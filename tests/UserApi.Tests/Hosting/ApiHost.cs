using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using OidcClient.ApiAccess;
using ServiceDefaults;
using ServiceDefaults.Notices;
using TestKit.Postgres;
using UserDirectory.Audit;
using UserDirectory.Database;
using UserDirectory.Registration;
using UserDirectory.Roles;

namespace UserApi.Tests.Hosting;

/// <summary>The real host on Kestrel and a real database, with tokens of <see cref="TestIssuer"/>. The tests of one run share one for
/// each database.</summary>
internal sealed class ApiHost
{
    private static readonly Lazy<Task<ApiHost>> OnSqlite = new(() => StartAsync(null));
    private static readonly Lazy<Task<ApiHost>> OnPostgres = new(
        static async () => await StartAsync(await (await PostgresServer.GetAsync()).CreateDatabaseAsync()));
    private static readonly ConcurrentBag<WebApplication> Started = [];
    private static int _people;

    private readonly WebApplication _app;

    private ApiHost(WebApplication app, TestIssuer issuer, LiveTokens tokens, string? postgres)
    {
        (_app, Issuer, Tokens, Database) = (app, issuer, tokens, new DatabaseState(app.Services, postgres is not null));
        Http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(app.Urls.Single()) };
    }

    public HttpClient Http { get; }

    public TestIssuer Issuer { get; }

    public LiveTokens Tokens { get; }

    public DatabaseState Database { get; }

    public IServiceProvider Services => _app.Services;

    /// <summary>A setting that the host runs with, to start another instance alike.</summary>
    public string Setting(string key) => _app.Configuration[key]!;

    /// <summary>What people sent and was not cleared away.</summary>
    public IEnumerable<string> ReceivedPictures()
    {
        var folder = Path.Combine(_app.Configuration["Data:Directory"]!, "received-pictures");
        return Directory.Exists(folder) ? Directory.EnumerateFileSystemEntries(folder) : [];
    }

    public static Task<ApiHost> OnAsync(string database) => (database == Databases.Postgres ? OnPostgres : OnSqlite).Value;

    public static Task<ApiHost> StartAsync(string? postgres, params (string Key, string Value)[] settings) =>
        StartAsync(postgres, static _ => { }, settings);

    public static async Task<ApiHost> StartAsync(
        string? postgres, Action<IServiceCollection> replace, params (string Key, string Value)[] settings)
    {
        var issuer = new TestIssuer();
        var tokens = new LiveTokens();
        var folder = Directory.CreateTempSubdirectory("identity-api-tests-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        var app = UserApiApp.Build([], new HostOverrides
        {
            ContentRoot = AppContext.BaseDirectory,
            Environment = "Development",
            Configuration = Settings(folder, postgres, settings),
            Services = services =>
            {
                services.Replace(ServiceDescriptor.Singleton<IAccessTokenStatus>(tokens));
                services.AddHttpClient("oidc-provider").ConfigurePrimaryHttpMessageHandler(() => issuer);
                replace(services);
            },
        });
        app.Urls.Add("http://127.0.0.1:0");
        await app.StartAsync();
        Started.Add(app);
        return new ApiHost(app, issuer, tokens, postgres);
    }

    /// <summary>Whether it is connected to Redis, and to what other instances tell there.</summary>
    public bool HearsOthers => Services.GetRequiredService<IChangeNotices>().HearsOthers;

    /// <summary>Stops this one, when its test is done.</summary>
    public Task StopAsync() => _app.StopAsync();

    /// <summary>Stops all hosts, at the end of the run.</summary>
    public static async Task StopAllAsync()
    {
        foreach (var app in Started) await app.DisposeAsync();
    }

    /// <summary>A person who is registered, active and has these roles.</summary>
    public async Task<Person> NewPersonAsync(params string[] roles)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"person{Interlocked.Increment(ref _people)}");
        await using var scope = Services.CreateAsyncScope();
        var outcome = await scope.ServiceProvider.GetRequiredService<UserRegistration>().RegisterAsync(
            new NewUser(name, $"{name}@example.com", "Pass123$Pass") { ByAdministrator = true }, Actor.System, default);
        var created = Assert.IsType<RegistrationOutcome.Created>(outcome);

        var db = scope.ServiceProvider.GetRequiredService<IdentityDb>();
        var more = db.Set<Role>().Where(role => roles.Contains(role.Name) && role.Name != RoleNames.User); // everybody has that
        foreach (var role in await more.ToListAsync())
            db.Add(new IdentityUserRole<Guid> { UserId = created.UserId, RoleId = role.Id });
        await db.SaveChangesAsync();
        return new Person(this, created.UserId, name);
    }

    /// <summary>Puts records into the trail, all at one moment.</summary>
    public async Task RecordAsync(string action, int count)
    {
        await using var scope = Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IdentityDb>();
        for (var i = 0; i < count; i++) db.Audit(new AuditEntry(action, Actor.System));
        await db.SaveChangesAsync();
    }

    /// <summary>Sends a request with a JSON body, or with none.</summary>
    public async Task<Answer> SendAsync(
        HttpMethod method, string path, string? token = null, string? json = null, string type = "application/json",
        params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (json is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(json));
            request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        }

        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        using var response = await Http.SendAsync(request);
        return await Answer.ReadAsync(response);
    }

    private static Dictionary<string, string?> Settings(string folder, string? postgres, (string Key, string Value)[] settings)
    {
        var masterKey = Path.Combine(folder, "master.key");
        File.WriteAllText(masterKey, Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)) + "\n");
        var all = new Dictionary<string, string?>
        {
            ["Data:Directory"] = folder,
            ["Database:Provider"] = postgres is null ? "Sqlite" : "PostgreSql",
            ["ConnectionStrings:Identity"] = postgres,
            ["Identity:Issuer"] = TestIssuer.Address,
            ["Identity:UserApiUrl"] = TestIssuer.Audience,
            ["Identity:MasterKeyFile"] = masterKey,
            ["RateLimits:Enabled"] = "false",
            ["PasswordHashing:Algorithm"] = "Pbkdf2",
            ["PasswordHashing:Pbkdf2Iterations"] = "1000", // what is tested here is not the hash
            ["Logging:LogLevel:Default"] = "Warning",
        };
        foreach (var (key, value) in settings) all[key] = value;
        return all;
    }
}
