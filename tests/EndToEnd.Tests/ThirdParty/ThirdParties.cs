using System.Globalization;
using EndToEnd.Tests.Product;
using TestKit.Browsing;
using TestKit.Product;

namespace EndToEnd.Tests.ThirdParty;

/// <summary>The product on its embedded database, with the clients that others wrote.</summary>
[CollectionDefinition(nameof(ThirdParties))]
public sealed class ThirdParties : IAsyncLifetime, ICollectionFixture<ThirdParties>
{
    private readonly Installation _installation = new(postgres: null);

    public static string Folder { get; } = Path.Combine(WholeProduct.Folder, "ThirdParty");

    public string Issuer => _installation.Issuer;

    internal ThirdPartyClients Clients { get; private set; } = null!;

    internal ClientCertificates Certificates { get; private set; } = null!;

    internal RunningApp Provider { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Certificates = new ClientCertificates(_installation.DataDirectory);
        Clients = new ThirdPartyClients(Certificates.OwnKey);
        var clients = Path.Combine(_installation.DataDirectory, "clients.json");
        await File.WriteAllTextAsync(clients, Clients.ToJson());
        _installation.Settings["Identity:ClientsFile"] = clients;
        _installation.Settings["Identity:ResourcesFile"] = Path.Combine(Folder, "resources.json");
        _installation.Settings["Mtls:Port"] = Clients.MutualTlsPort.ToString(CultureInfo.InvariantCulture);
        _installation.Settings["Mtls:TrustedCaFile"] = Certificates.AuthorityFile;
        _installation.Settings["ClientRegistration:Mode"] = "Open";
        Provider = await _installation.StartIdentityProviderAsync();
    }

    /// <summary>A person's browser, which follows redirects to these places too.</summary>
    internal ScriptlessBrowser NewBrowser(params string[] hosts) => new([new Uri(Issuer), .. hosts.Select(host => new Uri(host))]);

    public ValueTask DisposeAsync() => _installation.DisposeAsync();
}
