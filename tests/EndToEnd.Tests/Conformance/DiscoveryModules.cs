using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace EndToEnd.Tests.Conformance;

/// <summary>Modules on the provider's metadata and keys: OIDC Discovery 1.0 §3 and §4, and the logout specifications.</summary>
internal static class DiscoveryModules
{
    private static readonly string[] PrivateMembers = ["d", "p", "q", "dp", "dq", "qi", "k", "oth"];

    private static readonly Condition Answers = new("EnsureDiscoveryEndpointResponseStatusCodeIs200",
        () => Faults.Answers(Faults.Configuration, answer => answer.StatusCode = HttpStatusCode.NotFound));

    private static readonly Condition IsJson = new("CheckDiscoveryEndpointReturnedJsonContentType",
        () => Faults.Answers(Faults.Configuration, answer => answer.Content.Headers.ContentType = new MediaTypeHeaderValue("text/html")));

    private static readonly Condition Issuer = new("CheckDiscEndpointIssuer",
        () => Faults.Says(Faults.Configuration, json => json["issuer"] += "/"),
        () => Faults.Says(Faults.Configuration, json => json.Remove("issuer")));

    private static readonly Condition ResponseTypes = Contains("OIDCCCheckDiscEndpointResponseTypesSupported", "response_types_supported", "code");

    private static readonly Condition SubjectTypes = Contains("CheckDiscEndpointSubjectTypesSupported", "subject_types_supported", "public");

    private static readonly Condition SigningAlgorithms =
        Contains("OIDCCCheckDiscEndpointIdTokenSigningAlgValuesSupported", "id_token_signing_alg_values_supported", "RS256");

    private static readonly Condition GrantTypes = Contains("OIDCCCheckDiscEndpointGrantTypesSupported", "grant_types_supported", "authorization_code");

    private static readonly Condition Scopes = Contains("CheckDiscEndpointScopesSupportedContainsOpenId", "scopes_supported", "openid");

    private static readonly Condition ClaimsSupported = Contains("OIDCCCheckDiscEndpointClaimsSupported", "claims_supported", "sub");

    private static readonly Condition ChallengeMethods =
        Contains("EnsureServerConfigurationCodeChallengeMethodsSupportedIsAnArray", "code_challenge_methods_supported", "S256");

    private static readonly Condition ScopesAreScopes = new("CheckDiscEndpointScopesSupportedSyntax",
        () => Faults.Says(Faults.Configuration, json => json["scopes_supported"]!.AsArray().Add("two words")));

    private static readonly Condition Authorization = Endpoint("CheckDiscEndpointAuthorizationEndpoint", "authorization_endpoint");

    private static readonly Condition Token = Endpoint("CheckDiscEndpointTokenEndpoint", "token_endpoint");

    private static readonly Condition UserInfo = Endpoint("CheckDiscEndpointUserinfoEndpoint", "userinfo_endpoint");

    private static readonly Condition JwksUri = Endpoint("CheckJwksUri", "jwks_uri");

    private static readonly Condition KeysAreKeys = new("ValidateServerJWKs",
        () => Faults.Says(Faults.Keys, json => json["keys"]![0]!.AsObject().Remove("kty")),
        () => Faults.Says(Faults.Keys, json => json["keys"]!.AsArray().Clear()));

    private static readonly Condition KeysAreNamed = new("CheckForKeyIdInServerJWKs",
        () => Faults.Says(Faults.Keys, json => json["keys"]![0]!.AsObject().Remove("kid")),
        () => Faults.Says(Faults.Keys, json => json["keys"]!.AsArray().Add(json["keys"]![0]!.DeepClone())));

    private static readonly Condition KeysArePublic = new("EnsureServerJwksDoesNotContainPrivateOrSymmetricKeys",
        [.. PrivateMembers.Select<string, Func<Fault>>(member => () => Faults.Says(Faults.Keys, json => json["keys"]![0]![member] = "AQAB"))]);

    private static readonly Condition Booleans = new("CheckDiscEndpointRequestParameterSupported",
        () => Faults.Says(Faults.Configuration, json => json["request_parameter_supported"] = "true"),
        () => Faults.Says(Faults.Configuration, json => json["request_uri_parameter_supported"] = 1),
        () => Faults.Says(Faults.Configuration, json => json["claims_parameter_supported"] = "false"));

    private static readonly Condition AllAreHttps = new("CheckDiscEndpointAllEndpointsAreHttps",
        () => Faults.Says(Faults.Configuration, json => json["introspection_endpoint"] = "http://localhost/connect/introspect"),
        () => Faults.Says(Faults.Configuration, json => json["another_endpoint"] = "http://localhost/another"));

    public static readonly Module[] Config =
    [
        new("oidcc-discovery-endpoint-verification", VerifyAsync, Answers, IsJson, ResponseTypes, Issuer, SubjectTypes, SigningAlgorithms, Authorization,
            Token, UserInfo, JwksUri, KeysAreKeys, KeysAreNamed, KeysArePublic, Booleans, ClaimsSupported, GrantTypes, Scopes, ScopesAreScopes, AllAreHttps,
            ChallengeMethods),
    ];

    /// <summary>A discovery module of one of the logout plans: an endpoint, or what is said to be supported.</summary>
    public static Module Logout(string name, params string[] members)
    {
        var conditions = members.Select(member => (Member: member, Condition: member.EndsWith("_supported", StringComparison.Ordinal)
            ? new Condition($"CheckDisc-{member}",
                () => Faults.Says(Faults.Configuration, json => json[member] = false),
                () => Faults.Says(Faults.Configuration, json => json.Remove(member)))
            : Endpoint($"CheckDisc-{member}", member))).ToArray();
        return new Module(name, PlayAsync, [.. conditions.Select(condition => condition.Condition)]);

        async Task PlayAsync(ModuleRun run)
        {
            var metadata = await run.GetJsonAsync(Faults.Configuration);
            foreach (var (member, condition) in conditions)
                run.Demand(condition, member.EndsWith("_supported", StringComparison.Ordinal)
                    ? metadata.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.True
                    : IsEndpoint(run, metadata, member));
        }
    }

    private static async Task VerifyAsync(ModuleRun run)
    {
        using var answer = await run.Http.GetAsync(Faults.Configuration);
        run.Demand(Answers, answer.IsSuccessStatusCode);
        run.Demand(IsJson, answer.Content.Headers.ContentType?.MediaType == "application/json");
        var metadata = await ModuleRun.JsonOf(answer);
        run.Demand(ResponseTypes, Lists(metadata, "response_types_supported", "code"));
        run.Demand(Issuer, metadata.TryGetProperty("issuer", out var issuer) && issuer.GetString() == run.Provider.Issuer);
        run.Demand(SubjectTypes, Lists(metadata, "subject_types_supported", "public"));
        run.Demand(SigningAlgorithms, Lists(metadata, "id_token_signing_alg_values_supported", "RS256"));
        run.Demand(Authorization, IsEndpoint(run, metadata, "authorization_endpoint"));
        run.Demand(Token, IsEndpoint(run, metadata, "token_endpoint"));
        run.Demand(UserInfo, IsEndpoint(run, metadata, "userinfo_endpoint"));
        run.Demand(JwksUri, IsEndpoint(run, metadata, "jwks_uri"));
        CheckKeys(run, (await run.GetJsonAsync(Faults.Keys)).GetProperty("keys").EnumerateArray().ToArray());
        CheckTheRest(run, metadata);
    }

    private static void CheckKeys(ModuleRun run, JsonElement[] keys)
    {
        run.Demand(KeysAreKeys, keys.Length > 0 && keys.All(key => key.TryGetProperty("kty", out var type) && type.GetString() is "RSA" or "EC"));
        var names = keys.Select(key => key.TryGetProperty("kid", out var name) ? name.GetString() : null).ToArray();
        run.Demand(KeysAreNamed, !names.Contains(null) && names.Distinct().Count() == names.Length);
        run.Demand(KeysArePublic, !keys.Any(key => PrivateMembers.Any(member => key.TryGetProperty(member, out _))));
    }

    private static void CheckTheRest(ModuleRun run, JsonElement metadata)
    {
        run.Demand(Booleans, new[] { "request_parameter_supported", "request_uri_parameter_supported", "claims_parameter_supported" }
            .All(member => !metadata.TryGetProperty(member, out var value) || value.ValueKind is JsonValueKind.True or JsonValueKind.False));
        run.Demand(ClaimsSupported, Lists(metadata, "claims_supported", "sub"));
        run.Demand(GrantTypes, Lists(metadata, "grant_types_supported", "authorization_code"));
        run.Demand(Scopes, Lists(metadata, "scopes_supported", "openid"));
        run.Demand(ScopesAreScopes, metadata.GetProperty("scopes_supported").EnumerateArray()
            .All(scope => scope.GetString()!.All(character => character is >= '!' and <= '~' and not '"' and not '\\')));
        run.Demand(AllAreHttps, metadata.EnumerateObject().Where(member => member.Name.EndsWith("_endpoint", StringComparison.Ordinal))
            .All(member => member.Value.GetString()!.StartsWith("https://", StringComparison.Ordinal)));
        run.Demand(ChallengeMethods, Lists(metadata, "code_challenge_methods_supported", "S256"));
    }

    private static Condition Contains(string name, string member, string value) => new(name,
        () => Faults.Says(Faults.Configuration, json => json.Remove(member)),
        () => Faults.Says(Faults.Configuration, json => json[member] = value),
        () => Faults.Says(Faults.Configuration, json => json[member] = new JsonArray()));

    private static Condition Endpoint(string name, string member) => new(name,
        () => Faults.Says(Faults.Configuration, json => json.Remove(member)),
        () => Faults.Says(Faults.Configuration, json => json[member] = json[member]!.GetValue<string>().Replace("https:", "http:", StringComparison.Ordinal)));

    private static bool Lists(JsonElement metadata, string member, string value) =>
        metadata.TryGetProperty(member, out var list) && list.ValueKind == JsonValueKind.Array
        && list.EnumerateArray().Any(item => item.GetString() == value);

    /// <summary>Ours: https, and below the issuer.</summary>
    private static bool IsEndpoint(ModuleRun run, JsonElement metadata, string member) =>
        metadata.TryGetProperty(member, out var address) && address.GetString()?.StartsWith(run.Provider.Issuer + "/", StringComparison.Ordinal) == true;
}
