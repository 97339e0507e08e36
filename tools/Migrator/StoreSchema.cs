using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Migrator;

/// <summary>ASP.NET Core Identity asks the application's services which of its schemas the model has; without them the table of
/// passkeys would be missing from the migrations.</summary>
internal static class StoreSchema
{
    public static IServiceProvider Services { get; } = new ServiceCollection()
        .Configure<IdentityOptions>(options => options.Stores.SchemaVersion = IdentitySchemaVersions.Version3)
        .BuildServiceProvider();
}
