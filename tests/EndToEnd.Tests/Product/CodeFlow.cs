using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Web;

namespace EndToEnd.Tests.Product;

/// <summary>One authorization request of a client, with what is needed to redeem its code.</summary>
internal sealed class CodeFlow
{
    private readonly string _verifier = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    public CodeFlow(string issuer, TestClient client, string scope, params (string Name, string Value)[] more)
    {
        (Client, Scope) = (client, scope);
        var query = HttpUtility.ParseQueryString("");
        query["client_id"] = client.Id;
        query["redirect_uri"] = client.RedirectUri;
        query["response_type"] = "code";
        query["scope"] = scope;
        query["state"] = "state-of-this-test";
        query["code_challenge"] = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(_verifier)));
        query["code_challenge_method"] = "S256";
        foreach (var (name, value) in more) query[name] = value;
        Url = $"{issuer}/connect/authorize?{query}";
    }

    public TestClient Client { get; }

    public string Scope { get; }

    public string Url { get; }

    /// <summary>The token request that redeems the code in this answer.</summary>
    public Dictionary<string, string> Redeem(Uri answer) => new()
    {
        ["grant_type"] = "authorization_code",
        ["code"] = HttpUtility.ParseQueryString(answer.Query)["code"] ?? throw new InvalidOperationException($"No code in {answer}"),
        ["redirect_uri"] = Client.RedirectUri!,
        ["code_verifier"] = _verifier,
    };
}
