using OidcEngine.Clients;
using OidcEngine.Tests.Host;
using TestKit.DPoP;

namespace OidcEngine.Tests.DPoP;

/// <summary>Token requests with DPoP proofs.</summary>
internal static class BoundCalls
{
    public const string TokenUri = EngineHost.Issuer + TokenCalls.TokenPath;

    public const string UserInfoUri = EngineHost.Issuer + "/connect/userinfo";

    public static Task<Answer> TokenAsync(
        this EngineHost host, Client client, string proof, params (string Name, string Value)[] form) =>
        host.CallAsync(client, TokenCalls.TokenPath, form, request => request.Headers.Add("DPoP", proof));

    public static Task<Answer> RedeemAsync(this EngineHost host, Client client, string code, ProofKey key) =>
        host.TokenAsync(client, host.Prove(key), TokenCalls.CodeForm(client, code));

    public static Task<Answer> RefreshAsync(this EngineHost host, Client client, string refreshToken, ProofKey key) =>
        host.TokenAsync(client, host.Prove(key), ("grant_type", "refresh_token"), ("refresh_token", refreshToken));

    /// <summary>A proof for the token endpoint.</summary>
    public static string Prove(this EngineHost host, ProofKey key, string? nonce = null) =>
        key.Prove("POST", TokenUri, host.Time.GetUtcNow(), nonce: nonce);

    /// <summary>A proof for userinfo.</summary>
    public static string ProveUserInfo(this EngineHost host, ProofKey key, string accessToken) =>
        key.Prove("GET", UserInfoUri, host.Time.GetUtcNow(), accessToken);

    public static async Task<Answer> UserInfoAsync(this EngineHost host, string authorization, params string[] proofs)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/connect/userinfo");
        request.Headers.TryAddWithoutValidation("Authorization", authorization);
        foreach (var proof in proofs) request.Headers.TryAddWithoutValidation("DPoP", proof);
        return await Answer.OfAsync(await host.SendAsync(request));
    }
}
