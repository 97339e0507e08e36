using System.Net.Http.Headers;
using System.Text;
using Jose;
using OidcEngine.Clients;
using OidcEngine.Grants;
using OidcEngine.Sessions;

namespace OidcEngine.Tests.Host;

/// <summary>What a client does at the token endpoint, and the codes that it does it with.</summary>
internal static class TokenCalls
{
    public const string TokenPath = "/connect/token";

    /// <summary>A code as the authorization endpoint issues it.</summary>
    public static async Task<string> CodeAsync(
        this EngineHost host,
        Client client,
        string scope = "openid profile",
        EndUserSession? session = null,
        string? challenge = AuthorizeRequest.Challenge,
        string? dpopJkt = null,
        params string[] resources)
    {
        session ??= host.SignIn();
        var now = host.Time.GetUtcNow();
        var grant = new Grant
        {
            Id = Guid.CreateVersion7(now),
            ClientId = client.ClientId,
            Subject = session.Subject,
            SessionId = session.SessionId,
            Scopes = scope.Split(' '),
            Resources = resources,
            Nonce = "n-0S6_WzA2Mj",
            AuthTime = session.AuthTime,
            Acr = session.Acr,
            Amr = session.Amr,
            CreatedAt = now,
        };
        var code = Handles.Create();
        var kept = new AuthorizationCode(Handles.Hash(code), client.RedirectUris[0], challenge, now + TimeSpan.FromSeconds(60)) { DpopJkt = dpopJkt };
        Assert.True(await host.Grants.AddAsync(grant, kept, CancellationToken.None));
        return code;
    }

    /// <summary>A token request of this client, authenticated as it is registered.</summary>
    public static Task<Answer> TokenAsync(this EngineHost host, Client client, params (string Name, string Value)[] form) =>
        host.CallAsync(client, TokenPath, form);

    /// <summary>A request of this client to any endpoint that clients authenticate at.</summary>
    public static Task<Answer> CallAsync(
        this EngineHost host, Client client, string path, params (string Name, string Value)[] form) =>
        host.CallAsync(client, path, form, _ => { });

    /// <summary>The same, with something added to the request.</summary>
    public static async Task<Answer> CallAsync(
        this EngineHost host, Client client, string path, (string Name, string Value)[] form, Action<HttpRequestMessage> add)
    {
        var pairs = form.Select(pair => KeyValuePair.Create(pair.Name, pair.Value)).ToList();
        var request = new HttpRequestMessage(HttpMethod.Post, path);
        if (client.TokenEndpointAuthMethod == "client_secret_basic")
            request.Headers.Authorization = Basic(client.ClientId, TestClients.Secret);
        else
            pairs.Add(new("client_id", client.ClientId));
        if (client.TokenEndpointAuthMethod == "client_secret_post")
            pairs.Add(new("client_secret", TestClients.Secret));
        request.Content = new FormUrlEncodedContent(pairs);
        add(request);
        return await Answer.OfAsync(await host.SendAsync(request));
    }

    public static Task<Answer> RedeemAsync(
        this EngineHost host, Client client, string code, string? verifier = AuthorizeRequest.Verifier) =>
        host.TokenAsync(client, CodeForm(client, code, verifier));

    /// <summary>The parameters that redeem a code.</summary>
    public static (string Name, string Value)[] CodeForm(Client client, string code, string? verifier = AuthorizeRequest.Verifier)
    {
        List<(string, string)> form =
            [("grant_type", "authorization_code"), ("code", code), ("redirect_uri", client.RedirectUris[0])];
        if (verifier is not null) form.Add(("code_verifier", verifier));
        return [.. form];
    }

    public static Task<Answer> RefreshAsync(
        this EngineHost host, Client client, string refreshToken, params (string Name, string Value)[] more) =>
        host.TokenAsync(client, [("grant_type", "refresh_token"), ("refresh_token", refreshToken), .. more]);

    /// <summary>The tokens of a new sign-in.</summary>
    public static async Task<Answer> TokensAsync(
        this EngineHost host, Client client, string scope = "openid profile", EndUserSession? session = null, params string[] resources)
    {
        var answer = await host.RedeemAsync(client, await host.CodeAsync(client, scope, session, AuthorizeRequest.Challenge, null, resources));
        Assert.Equal(200, answer.Status);
        return answer;
    }

    /// <summary>RFC 6749 §2.3.1: both parts are form-encoded before they are joined.</summary>
    public static AuthenticationHeaderValue Basic(string clientId, string secret)
    {
        var pair = $"{Uri.EscapeDataString(clientId)}:{Uri.EscapeDataString(secret)}";
        return new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(pair)));
    }
}
