using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;
using OidcEngine;
using ServiceDefaults.Configuration;
using TestKit.Time;
using UserDirectory.Database;

namespace UserDirectory.Tests.Database;

/// <summary>The directory of one provider, started on a fresh database: each suite is run by one class on each database.</summary>
public abstract class DirectoryFixture : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("identity-directory-");
    private ServiceProvider? _services;

    /// <summary>A clock that stands still until a test moves it. It begins at a whole second of the present.</summary>
    public ManualTime Time { get; } = new(DateTimeOffset.FromUnixTimeSeconds(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds()));

    public IServiceProvider Services => _services!;

    public string Folder => _folder.FullName;

    /// <summary>Further settings of a suite; set before the start.</summary>
    protected virtual IEnumerable<KeyValuePair<string, string?>> Settings => [];

    public T Get<T>() where T : notnull => Services.GetRequiredService<T>();

    public IdentityDb NewContext() => Services.NewContext();

    public async ValueTask InitializeAsync()
    {
        _services = Build(await DatabaseAsync());
        await StartAsync(_services);
    }

    public async ValueTask DisposeAsync()
    {
        if (_services is not null) await _services.DisposeAsync();
        await ReleaseAsync();
        _folder.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>The settings that name a fresh database.</summary>
    protected abstract Task<Dictionary<string, string?>> DatabaseAsync();

    /// <summary>The settings that name another database, in which there is no table.</summary>
    public virtual Task<Dictionary<string, string?>> EmptyDatabaseAsync() => DatabaseAsync();

    protected virtual Task ReleaseAsync() => Task.CompletedTask;

    /// <summary>Migrates and seeds, as the host does before anything of it starts.</summary>
    internal static Task StartAsync(IServiceProvider services) =>
        services.GetServices<IHostedService>().OfType<DatabaseStart>().Single().StartingAsync(CancellationToken.None);

    internal ServiceProvider Build(Dictionary<string, string?> database)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["Data:Directory"] = Folder,
                ["PasswordHashing:Algorithm"] = "Pbkdf2",
                ["PasswordHashing:Pbkdf2Iterations"] = "1000",
            })
            .AddInMemoryCollection(database)
            .AddInMemoryCollection(Settings)
            .Build();
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<IConfiguration>(configuration);
        services.AddSingleton<IHostEnvironment>(new DevelopmentEnvironment(Folder));
        services.AddSingleton<TimeProvider>(Time);
        services.AddSingleton(new PublicUrls());
        services.AddOidcEngine(options => options.Issuer = new PublicUrls().Issuer);
        services.AddUserDirectory(configuration);
        services.AddUserDirectoryForProvider();
        return services.BuildServiceProvider();
    }

    private sealed class DevelopmentEnvironment(string folder) : IHostEnvironment
    {
        public string EnvironmentName { get; set; } = Environments.Development;

        public string ApplicationName { get; set; } = "UserDirectory.Tests";

        public string ContentRootPath { get; set; } = folder;

        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
    }
}
