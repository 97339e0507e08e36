using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using EndToEnd.Tests.Product;

namespace EndToEnd.Tests.Conformance;

/// <summary>An authorization request of the basic profile, OIDC Core §3.1.2.1, to which modules add and from which they take.</summary>
internal sealed class AuthorizationRequest
{
    private readonly Dictionary<string, string> _parameters;

    public AuthorizationRequest(TestClient client)
    {
        Client = client;
        _parameters = new Dictionary<string, string>
        {
            ["client_id"] = client.Id,
            ["redirect_uri"] = client.RedirectUri!,
            ["response_type"] = "code",
            ["scope"] = "openid",
            ["state"] = Random(),
            ["nonce"] = Random(),
        };
    }

    public TestClient Client { get; }

    public IReadOnlyDictionary<string, string> Parameters => _parameters;

    /// <summary>What the token request adds: the <c>code_verifier</c>, if the request had its challenge.</summary>
    public (string Name, string Value)[] Proof { get; private set; } = [];

    /// <summary>Null takes a parameter away.</summary>
    public string? this[string name]
    {
        get => _parameters.GetValueOrDefault(name);
        set
        {
            if (value is null) _parameters.Remove(name);
            else _parameters[name] = value;
        }
    }

    /// <summary>RFC 7636 §4.1 to §4.3.</summary>
    public void AddCodeChallenge()
    {
        var verifier = Random();
        Proof = [("code_verifier", verifier)];
        _parameters["code_challenge"] = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));
        _parameters["code_challenge_method"] = "S256";
    }

    public string Url(string issuer) =>
        $"{issuer}{Faults.Authorize}?{string.Join('&', _parameters.Select(pair => $"{pair.Key}={Uri.EscapeDataString(pair.Value)}"))}";

    private static string Random() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
}
