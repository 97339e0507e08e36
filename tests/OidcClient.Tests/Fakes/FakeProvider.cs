using System.Text;
using System.Text.Json.Nodes;
using Jose;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace OidcClient.Tests.Fakes;

/// <summary>A provider that does as it is told: what it says and signs is in the test's hand.</summary>
internal sealed class FakeProvider : IAsyncDisposable
{
    // One for all tests: making an RSA key takes longer than most of them.
    private static readonly SigningKey SharedKey = SigningKey.Generate(JwsAlgorithms.RS256, "rsa-1");

    private readonly WebApplication _app;
    private readonly Dictionary<string, JsonObject> _requests = [];
    private readonly Dictionary<string, Dictionary<string, string>> _pushed = [];

    private FakeProvider(WebApplication app, string issuer)
    {
        (_app, Issuer) = (app, issuer);
        app.MapGet("/.well-known/openid-configuration", () => IsDown ? Results.StatusCode(500) : Results.Text(Discovery().ToJsonString()));
        app.MapGet("/jwks", GetKeys);
        app.MapGet("/authorize", Authorize);
        app.MapPost("/par", PushAsync);
        app.MapPost("/token", TokenAsync);
        app.MapGet("/userinfo", () => Results.Text(UserInfo.ToJsonString()));
        app.MapGet("/endsession", (HttpRequest request) =>
        {
            LastLogout = request.Query.ToDictionary(pair => pair.Key, pair => pair.Value.ToString());
            return Results.Redirect(request.Query["post_logout_redirect_uri"]!);
        });
    }

    public string Issuer { get; }

    /// <summary>The one clock of the provider and of those who trust it.</summary>
    public MovableTime Time { get; } = new();

    public SigningKey Key { get; } = SharedKey;

    public List<SigningKey> Published { get; } = [];

    public bool IsDown { get; set; }

    public int KeyRequests { get; private set; }

    public string ClientId { get; set; } = "app";

    public string Subject { get; set; } = "01890a5d-ac96-774b-bcce-b302099a8057";

    public JsonObject UserInfo { get; set; } = [];

    /// <summary>Changes the discovery document, the answer of the authorization endpoint, the id_token's claims, its header, or the
    /// token response before it is sent.</summary>
    public Action<JsonObject> OnDiscovery { get; set; } = static _ => { };

    public Action<Dictionary<string, string?>> OnAuthorize { get; set; } = static _ => { };

    public Action<JsonObject> OnIdToken { get; set; } = static _ => { };

    public Action<JsonObject> OnIdTokenHeader { get; set; } = static _ => { };

    public Action<JsonObject> OnTokenResponse { get; set; } = static _ => { };

    /// <summary>Answers the token request in place of the provider.</summary>
    public Func<IFormCollection, IResult?> OnTokenRequest { get; set; } = static _ => null;

    /// <summary>Answers a pushed request in place of the provider. Nothing is pushed unless discovery names the endpoint
    /// <c>/par</c>.</summary>
    public Func<IFormCollection, IResult?> OnPush { get; set; } = static _ => null;

    public List<string> PushAuthorizations { get; } = [];

    public List<Dictionary<string, string>> TokenRequests { get; } = [];

    public List<string> TokenAuthorizations { get; } = [];

    public Dictionary<string, string>? LastAuthorization { get; private set; }

    public Dictionary<string, string>? LastLogout { get; private set; }

    public int AccessTokenLifetime { get; set; } = 900;

    public static async Task<FakeProvider> StartAsync()
    {
        var (app, address) = LoopbackHost.Create(static _ => { });
        var provider = new FakeProvider(app, address);
        provider.Published.Add(provider.Key);
        provider.UserInfo = new JsonObject { ["sub"] = provider.Subject, ["name"] = "Alice Adams", ["email"] = "alice@example.com" };
        await app.StartAsync();
        return provider;
    }

    public string Sign(string typ, JsonObject claims, SigningKey? key = null) =>
        Sign(new JsonObject { ["alg"] = (key ?? Key).Algorithm, ["kid"] = (key ?? Key).KeyId, ["typ"] = typ }, claims, key);

    public string Sign(JsonObject header, JsonObject claims, SigningKey? key = null)
    {
        var signed = $"{Encode(header)}.{Encode(claims)}";
        return $"{signed}.{System.Buffers.Text.Base64Url.EncodeToString((key ?? Key).Sign(Encoding.ASCII.GetBytes(signed)))}";
    }

    public JsonObject AccessTokenClaims(string audience, int lifetime = 900) => new()
    {
        ["iss"] = Issuer,
        ["sub"] = Subject,
        ["client_id"] = ClientId,
        ["aud"] = audience,
        ["exp"] = Now() + lifetime,
        ["iat"] = Now(),
        ["jti"] = Handles.Create(),
        ["scope"] = "openid profile.api",
        ["gid"] = "01890a5d-ac96-774b-bcce-b302099a8058",
    };

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    public long Now() => Time.GetUtcNow().ToUnixTimeSeconds();

    private static string Encode(JsonObject json) =>
        System.Buffers.Text.Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json.ToJsonString()));

    private IResult GetKeys()
    {
        KeyRequests++;
        if (IsDown) return Results.StatusCode(500);
        using var json = new MemoryStream();
        using (var writer = new System.Text.Json.Utf8JsonWriter(json))
        {
            writer.WriteStartObject();
            writer.WriteStartArray("keys");
            foreach (var key in Published) key.PublicKey.WriteTo(writer);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }
        return Results.Text(Encoding.UTF8.GetString(json.ToArray()), "application/jwk-set+json");
    }

    private JsonObject Discovery()
    {
        var document = new JsonObject
        {
            ["issuer"] = Issuer,
            ["authorization_endpoint"] = $"{Issuer}/authorize",
            ["token_endpoint"] = $"{Issuer}/token",
            ["userinfo_endpoint"] = $"{Issuer}/userinfo",
            ["jwks_uri"] = $"{Issuer}/jwks",
            ["end_session_endpoint"] = $"{Issuer}/endsession",
            ["authorization_response_iss_parameter_supported"] = true,
        };
        OnDiscovery(document);
        return document;
    }

    private IResult Authorize(HttpRequest http)
    {
        LastAuthorization = http.Query.ToDictionary(pair => pair.Key, pair => pair.Value.ToString());
        var request = _pushed.Remove(http.Query["request_uri"].ToString(), out var pushed) ? pushed : LastAuthorization;
        var code = Handles.Create();
        _requests[code] = new JsonObject { ["nonce"] = request.GetValueOrDefault("nonce"), ["challenge"] = request.GetValueOrDefault("code_challenge") };
        var answer = new Dictionary<string, string?> { ["code"] = code, ["state"] = request.GetValueOrDefault("state"), ["iss"] = Issuer };
        OnAuthorize(answer);
        var query = QueryString.Create(answer.Where(pair => pair.Value is not null));
        return Results.Redirect(request["redirect_uri"] + query.ToUriComponent());
    }

    private async Task<IResult> PushAsync(HttpRequest http)
    {
        var form = await http.ReadFormAsync(http.HttpContext.RequestAborted);
        PushAuthorizations.Add(http.Headers.Authorization.ToString());
        if (OnPush(form) is { } answer) return answer;
        var requestUri = "urn:ietf:params:oauth:request_uri:" + Handles.Create();
        _pushed[requestUri] = form.ToDictionary(pair => pair.Key, pair => pair.Value.ToString());
        return Results.Text(new JsonObject { ["request_uri"] = requestUri, ["expires_in"] = 60 }.ToJsonString(), "application/json", statusCode: 201);
    }

    private async Task<IResult> TokenAsync(HttpRequest http)
    {
        if (IsDown) return Results.StatusCode(500);
        var form = await http.ReadFormAsync(http.HttpContext.RequestAborted);
        TokenRequests.Add(form.ToDictionary(pair => pair.Key, pair => pair.Value.ToString()));
        TokenAuthorizations.Add(http.Headers.Authorization.ToString());
        if (OnTokenRequest(form) is { } answer) return answer;

        var nonce = "";
        if (form["grant_type"] == "authorization_code")
        {
            if (!_requests.Remove(form["code"]!, out var request)) return Refuse("invalid_grant");
            nonce = (string)request["nonce"]!;
            var challenge = System.Buffers.Text.Base64Url.EncodeToString(Handles.Hash(form["code_verifier"]!));
            if (challenge != (string?)request["challenge"]) return Refuse("invalid_grant");
        }
        return Results.Text(Issue(nonce).ToJsonString(), "application/json");
    }

    private JsonObject Issue(string nonce)
    {
        var accessToken = Sign(JwtTypes.AccessToken, AccessTokenClaims("https://api.example", AccessTokenLifetime));
        var claims = new JsonObject
        {
            ["iss"] = Issuer,
            ["sub"] = Subject,
            ["aud"] = ClientId,
            ["exp"] = Now() + 300,
            ["iat"] = Now(),
            ["auth_time"] = Now(),
            ["sid"] = "session-1",
            ["at_hash"] = TokenHash.Create(Key.Algorithm, accessToken),
        };
        if (nonce.Length > 0) claims["nonce"] = nonce;
        OnIdToken(claims);
        var header = new JsonObject { ["alg"] = Key.Algorithm, ["kid"] = Key.KeyId, ["typ"] = JwtTypes.IdToken };
        OnIdTokenHeader(header);
        var response = new JsonObject
        {
            ["access_token"] = accessToken,
            ["token_type"] = "Bearer",
            ["expires_in"] = AccessTokenLifetime,
            ["refresh_token"] = Handles.Create(),
            ["id_token"] = Sign(header, claims),
        };
        OnTokenResponse(response);
        return response;
    }

    private static IResult Refuse(string error) => Results.Json(new { error }, statusCode: 400);
}
