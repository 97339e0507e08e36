using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Jose;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace TestKit.Upstream;

/// <summary>An OpenID provider elsewhere (OpenID Connect Core §3.1). Its person is signed in and agrees to all, unless the test says otherwise.</summary>
public sealed class OidcUpstream
{
    // One for all tests: making an RSA key takes longer than most of them.
    private static readonly SigningKey Key = SigningKey.Generate(JwsAlgorithms.RS256, "upstream-1");

    private readonly UpstreamCodes _codes = new();
    private readonly ConcurrentDictionary<string, UpstreamPerson> _accessTokens = new();
    private readonly string _authorizePath;
    private readonly string _keysPath;
    private readonly string _userInfoPath;

    internal OidcUpstream(WebApplication app, string issuer, string authorizePath, string keysPath, string userInfoPath)
    {
        (Issuer, _authorizePath, _keysPath, _userInfoPath) = (issuer, authorizePath, keysPath, userInfoPath);
        var root = new Uri(issuer).AbsolutePath;
        app.MapGet($"{root}/.well-known/openid-configuration", Discover);
        app.MapGet(root + authorizePath, Authorize);
        app.MapPost($"{root}/token", TokenAsync);
        app.MapGet(root + keysPath, () => Results.Text(KeySet(), "application/jwk-set+json"));
        app.MapGet(root + userInfoPath, UserInfo);
    }

    public string Issuer { get; }

    public UpstreamPerson Person { get; set; } = new("1", null);

    /// <summary>RFC 9207.</summary>
    public bool SendsIssuer { get; set; } = true;

    /// <summary>No answer but 500.</summary>
    public bool IsDown { get; set; }

    /// <summary>Changes the answer at the redirect URI.</summary>
    public Action<Dictionary<string, string?>> OnAnswer { get; set; } = static _ => { };

    public Action<JsonObject> OnIdTokenHeader { get; set; } = static _ => { };

    public Action<JsonObject> OnIdToken { get; set; } = static _ => { };

    public Action<JsonObject> OnUserInfo { get; set; } = static _ => { };

    public static SigningKey OwnKey => Key;

    public SigningKey SignsWith { get; set; } = Key;

    /// <summary>Whether the id_token is signed at all.</summary>
    public bool Signs { get; set; } = true;

    public ConcurrentQueue<Dictionary<string, string>> Authorizations { get; } = [];

    public int Redemptions { get; private set; }

    private IResult Discover()
    {
        if (IsDown) return Results.StatusCode(500);
        var document = new JsonObject
        {
            ["issuer"] = Issuer,
            ["authorization_endpoint"] = Issuer + _authorizePath,
            ["token_endpoint"] = $"{Issuer}/token",
            ["userinfo_endpoint"] = Issuer + _userInfoPath,
            ["jwks_uri"] = Issuer + _keysPath,
            ["response_types_supported"] = new JsonArray("code"),
            ["subject_types_supported"] = new JsonArray("public"),
            ["id_token_signing_alg_values_supported"] = new JsonArray("RS256"),
            ["code_challenge_methods_supported"] = new JsonArray("plain", "S256"),
        };
        if (SendsIssuer) document["authorization_response_iss_parameter_supported"] = true;
        return Results.Text(document.ToJsonString(), "application/json");
    }

    private IResult Authorize(HttpRequest http)
    {
        Authorizations.Enqueue(http.Query.ToDictionary(pair => pair.Key, pair => pair.Value.ToString()));
        if (_codes.Issue(http.Query, Person) is not { } code) return Results.BadRequest("invalid_request");
        var answer = new Dictionary<string, string?> { ["code"] = code, ["state"] = http.Query["state"], ["iss"] = SendsIssuer ? Issuer : null };
        OnAnswer(answer);
        var query = QueryString.Create(answer.Where(pair => pair.Value is not null));
        return Results.Redirect(http.Query["redirect_uri"] + query.ToUriComponent());
    }

    private async Task<IResult> TokenAsync(HttpRequest http)
    {
        if (IsDown) return Results.StatusCode(500);
        var form = await http.ReadFormAsync(http.HttpContext.RequestAborted);
        if (!UpstreamCodes.IsClient(http, form)) return Results.Json(new { error = "invalid_client" }, statusCode: 401);
        if (_codes.Redeem(form) is not { } request) return Results.Json(new { error = "invalid_grant" }, statusCode: 400);
        Redemptions++;
        var accessToken = Handles.Create();
        _accessTokens[accessToken] = request.Person;
        return Results.Json(new
        {
            access_token = accessToken,
            token_type = "Bearer",
            expires_in = 3599,
            scope = request.Scope,
            id_token = IdToken(request, accessToken),
        });
    }

    private string IdToken(UpstreamRequest request, string accessToken)
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        var claims = Claims(request.Person);
        claims["iss"] = Issuer;
        claims["aud"] = UpstreamHost.ClientId;
        claims["azp"] = UpstreamHost.ClientId;
        claims["nonce"] = request.Nonce;
        claims["iat"] = now;
        claims["exp"] = now + 3600;
        claims["auth_time"] = now;
        claims["at_hash"] = TokenHash.Create(JwsAlgorithms.RS256, accessToken);
        OnIdToken(claims);
        var header = new JsonObject { ["alg"] = "RS256", ["kid"] = Key.KeyId, ["typ"] = "JWT" };
        OnIdTokenHeader(header);
        var signed = $"{Encode(header)}.{Encode(claims)}";
        return signed + "." + (Signs ? Base64Url.EncodeToString(SignsWith.Sign(Encoding.ASCII.GetBytes(signed))) : "");
    }

    private IResult UserInfo(HttpRequest http)
    {
        if (!_accessTokens.TryGetValue(http.Headers.Authorization.ToString().Replace("Bearer ", "", StringComparison.Ordinal), out var person))
            return Results.StatusCode(401);
        var claims = Claims(person);
        OnUserInfo(claims);
        return Results.Text(claims.ToJsonString(), "application/json");
    }

    private static JsonObject Claims(UpstreamPerson person)
    {
        var claims = new JsonObject { ["sub"] = person.Id };
        if (person.Email is not null) (claims["email"], claims["email_verified"]) = (person.Email, person.EmailVerified);
        if (person.GivenName is not null) claims["given_name"] = person.GivenName;
        if (person.FamilyName is not null) claims["family_name"] = person.FamilyName;
        if (person.GivenName is not null) claims["name"] = $"{person.GivenName} {person.FamilyName}".Trim();
        return claims;
    }

    private static string Encode(JsonObject json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json.ToJsonString()));

    private static string KeySet()
    {
        using var json = new MemoryStream();
        using (var writer = new Utf8JsonWriter(json))
        {
            writer.WriteStartObject();
            writer.WriteStartArray("keys");
            Key.PublicKey.WriteTo(writer);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(json.ToArray());
    }
}
