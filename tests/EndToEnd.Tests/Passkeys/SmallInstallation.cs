using TestKit.Product;

namespace EndToEnd.Tests.Passkeys;

/// <summary>The provider alone, on SQLite, as somebody tries it at home.</summary>
public sealed class SmallInstallation : IAsyncLifetime
{
    private readonly Installation _installation = new(postgres: null);

    public string Issuer => _installation.Issuer;

    public async ValueTask InitializeAsync() => await _installation.StartIdentityProviderAsync();

    public ValueTask DisposeAsync() => _installation.DisposeAsync();
}
