using System.Globalization;
using System.Text.Json.Nodes;
using TestKit.Ports;

namespace EndToEnd.Tests.ThirdParty;

/// <summary>The clients that others' libraries play: those of clients.json, with the ports of this run, and one for each algorithm, with keys of this run.</summary>
internal sealed class ThirdPartyClients
{
    /// <summary>What we sign with, and what clients may.</summary>
    public static readonly string[] Algorithms = ["RS256", "PS256", "ES256", "ES384"];

    private readonly int[] _ports = FreePorts.Take(2 + Algorithms.Length);
    private readonly Dictionary<string, ClientKey> _keys = Algorithms.ToDictionary(alg => $"keyed-{alg}", ClientKey.New);
    private readonly JsonArray _clients;

    /// <param name="ownKey">The key of the client whose certificate vouches for itself.</param>
    public ThirdPartyClients(JsonObject ownKey)
    {
        var file = File.ReadAllText(Path.Combine(ThirdParties.Folder, "clients.json"))
            .Replace("APACHE", ApachePort.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        _clients = JsonNode.Parse(file)!.AsArray();
        Find("tls-own")["jwks"] = new JsonObject { ["keys"] = new JsonArray(ownKey.DeepClone()) };
        foreach (var alg in Algorithms)
        {
            _clients.Add(SignedWith(alg));
            _clients.Add(Keyed($"keyed-{alg}"));
        }
    }

    /// <summary>Where Apache is to listen.</summary>
    public int ApachePort => _ports[0];

    /// <summary>Where the product is to ask for certificates.</summary>
    public int MutualTlsPort => _ports[1];

    /// <summary>Where the client of an algorithm takes its logout tokens.</summary>
    public int LogoutPort(string alg) => _ports[2 + Array.IndexOf(Algorithms, alg)];

    /// <summary>The secret of a client that has one.</summary>
    public static string SecretOf(string clientId) => $"secret-of-{clientId}-known-to-these-tests-alone";

    /// <summary>As <c>Identity:ClientsFile</c> takes them.</summary>
    public string ToJson() => _clients.ToJsonString();

    /// <summary>What a scenario is told of its client.</summary>
    public JsonObject SettingsOf(string clientId)
    {
        var client = Find(clientId);
        return new JsonObject
        {
            ["clientId"] = clientId,
            ["clientSecret"] = (string?)client["client_secret"],
            ["method"] = (string?)client["token_endpoint_auth_method"] ?? "client_secret_basic",
            ["redirectUri"] = (string?)client["redirect_uris"]?[0],
            ["postLogoutRedirectUri"] = (string?)client["post_logout_redirect_uris"]?[0],
            ["key"] = _keys.GetValueOrDefault(clientId)?.ForLibrary(),
        };
    }

    private JsonNode Find(string clientId) => _clients.Single(client => (string?)client!["client_id"] == clientId)!;

    private JsonObject SignedWith(string alg) => new()
    {
        ["client_id"] = $"jose-{alg}",
        ["client_name"] = $"Signed with {alg}",
        ["client_secret"] = SecretOf($"jose-{alg}"),
        ["redirect_uris"] = new JsonArray("https://jose.test/callback"),
        ["post_logout_redirect_uris"] = new JsonArray("https://jose.test/goodbye"),
        ["backchannel_logout_uri"] = $"https://localhost:{LogoutPort(alg)}/logout",
        ["id_token_signed_response_alg"] = alg,
        ["access_token_signed_response_alg"] = alg,
        ["scope"] = "openid profile books.read",
    };

    private JsonObject Keyed(string clientId) => new()
    {
        ["client_id"] = clientId,
        ["client_name"] = $"Signs by itself, {clientId}",
        ["token_endpoint_auth_method"] = "private_key_jwt",
        ["jwks"] = new JsonObject { ["keys"] = new JsonArray(_keys[clientId].PublicJwk.DeepClone()) },
        ["redirect_uris"] = new JsonArray("https://keyed.test/callback"),
        ["grant_types"] = new JsonArray("authorization_code", "refresh_token", "client_credentials"),
        ["scope"] = "openid offline_access books.read",
    };
}
