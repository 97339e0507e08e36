using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using UserDirectory.Database;

namespace UserDirectory.Tests.Database;

internal static class Seeding
{
    public static IdentityDb NewContext(this IServiceProvider host) =>
        host.GetRequiredService<IDbContextFactory<IdentityDb>>().CreateDbContext();

    /// <summary>A seed as another start would make it, with one setting changed.</summary>
    public static ISeed SeedWith<TSeed>(this DirectoryFixture directory, string setting, string value)
        where TSeed : ISeed
    {
        var configuration = new ConfigurationBuilder()
            .AddConfiguration(directory.Get<IConfiguration>())
            .AddInMemoryCollection(new Dictionary<string, string?> { [setting] = value })
            .Build();
        return ActivatorUtilities.CreateInstance<TSeed>(directory.Services, configuration);
    }
}
