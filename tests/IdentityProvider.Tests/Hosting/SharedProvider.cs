namespace IdentityProvider.Tests.Hosting;

/// <summary>One host for all tests that use people of their own or leave everything as it was.</summary>
public sealed class SharedProvider : IAsyncLifetime
{
    public Provider Provider { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Provider = await Provider.StartAsync();

    public ValueTask DisposeAsync() => Provider.DisposeAsync();
}

[CollectionDefinition(Name)]
public sealed class PagesOfOneProvider : ICollectionFixture<SharedProvider>
{
    public const string Name = "Pages of one provider";
}
