using System.Net;
using TestKit.DPoP;

namespace EndToEnd.Tests.Product;

/// <summary>Calls with an access token that is bound to a DPoP key.</summary>
internal static class Proven
{
    /// <summary>A proof for the token endpoint, a new one each time.</summary>
    public static string ForToken(WholeProduct product, ProofKey key) =>
        key.Prove("POST", product.Installation.Issuer + "/connect/token", TimeProvider.System.GetUtcNow());

    /// <summary>What an API answers to the token with a proof of this key.</summary>
    /// <param name="http">A client of one instance.</param>
    /// <param name="publicUrl">The address under which the instance is known.</param>
    /// <param name="path">What is asked for.</param>
    /// <param name="accessToken">The token.</param>
    /// <param name="key">The key that makes the proof.</param>
    public static async Task<HttpStatusCode> GetAsync(HttpClient http, string publicUrl, string path, string accessToken, ProofKey key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("Authorization", $"DPoP {accessToken}");
        request.Headers.Add("DPoP", key.Prove("GET", publicUrl + path, TimeProvider.System.GetUtcNow(), accessToken));
        using var answer = await http.SendAsync(request);
        return answer.StatusCode;
    }
}
