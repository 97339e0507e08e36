using System.Globalization;
using System.Text.Json.Nodes;
using EndToEnd.Tests.Product;
using TestKit.Browsing;
using TestKit.Ports;
using TestKit.Product;

namespace EndToEnd.Tests.ThirdParty;

/// <summary>The product on its embedded database, with the clients that others wrote.</summary>
[CollectionDefinition(nameof(ThirdParties))]
public sealed class ThirdParties : IAsyncLifetime, ICollectionFixture<ThirdParties>
{
    /// <summary>What id_tokens, access tokens and logout tokens may be signed with.</summary>
    public static readonly string[] SigningAlgorithms = ["RS256", "PS256", "ES256", "ES384"];

    private readonly Installation _installation = new(postgres: null);
    private readonly int[] _ports = FreePorts.Take(1 + SigningAlgorithms.Length);

    public static string Folder { get; } = Path.Combine(WholeProduct.Folder, "ThirdParty");

    public string Issuer => _installation.Issuer;

    /// <summary>Where Apache is to listen.</summary>
    internal int ApachePort => _ports[0];

    internal RunningApp Provider { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var clients = Path.Combine(_installation.DataDirectory, "clients.json");
        await File.WriteAllTextAsync(clients, Clients().ToJsonString());
        _installation.Settings["Identity:ClientsFile"] = clients;
        _installation.Settings["Identity:ResourcesFile"] = Path.Combine(Folder, "resources.json");
        Provider = await _installation.StartIdentityProviderAsync();
    }

    /// <summary>Where the client of an algorithm takes its logout tokens.</summary>
    internal int LogoutPort(string alg) => _ports[1 + Array.IndexOf(SigningAlgorithms, alg)];

    /// <summary>The secret of a client of clients.json.</summary>
    internal static string SecretOf(string clientId) => $"secret-of-{clientId}-known-to-these-tests-alone";

    /// <summary>A person's browser, which follows redirects to these places too.</summary>
    internal ScriptlessBrowser NewBrowser(params string[] hosts) => new([new Uri(Issuer), .. hosts.Select(host => new Uri(host))]);

    public ValueTask DisposeAsync() => _installation.DisposeAsync();

    private JsonArray Clients()
    {
        var file = File.ReadAllText(Path.Combine(Folder, "clients.json"))
            .Replace("APACHE", ApachePort.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        var clients = JsonNode.Parse(file)!.AsArray();
        foreach (var alg in SigningAlgorithms) clients.Add(SignedWith(alg));
        return clients;
    }

    private JsonObject SignedWith(string alg) => new()
    {
        ["client_id"] = $"jose-{alg}",
        ["client_name"] = $"Signed with {alg}",
        ["client_secret"] = SecretOf($"jose-{alg}"),
        ["redirect_uris"] = new JsonArray("https://jose.test/callback"),
        ["post_logout_redirect_uris"] = new JsonArray("https://jose.test/callback/bye"),
        ["backchannel_logout_uri"] = $"https://localhost:{LogoutPort(alg)}/logout",
        ["id_token_signed_response_alg"] = alg,
        ["access_token_signed_response_alg"] = alg,
        ["scope"] = "openid profile books.read",
    };
}
