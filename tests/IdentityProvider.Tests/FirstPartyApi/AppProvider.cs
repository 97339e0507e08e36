using IdentityProvider.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using UserDirectory.Audit;
using UserDirectory.Users;

namespace IdentityProvider.Tests.FirstPartyApi;

/// <summary>One host for all tests of the JSON API, which pages of one other origin may call.</summary>
public sealed class AppProvider : IAsyncLifetime
{
    public const string AppOrigin = "https://app.localhost:4443";

    public Provider Provider { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Provider = await Provider.StartAsync(("Identity:FirstPartyOrigins:0", AppOrigin));

    public ValueTask DisposeAsync() => Provider.DisposeAsync();

    /// <summary>An app that runs on the page of the provider's own origin.</summary>
    public App NewApp() => new(Provider, Provider.Issuer);

    public async Task SuspendAsync(Guid person)
    {
        await using var scope = Provider.Services.CreateAsyncScope();
        var outcome = await scope.ServiceProvider.GetRequiredService<UserStatusChange>().SuspendAsync(person, Actor.System, CancellationToken.None);
        Assert.IsType<StatusChangeOutcome.Changed>(outcome);
    }
}

[CollectionDefinition(Name)]
public sealed class AppsOfOneProvider : ICollectionFixture<AppProvider>
{
    public const string Name = "Apps of one provider";
}
