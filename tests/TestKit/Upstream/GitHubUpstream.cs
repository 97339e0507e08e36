using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Jose;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace TestKit.Upstream;

/// <summary>GitHub's addresses and answers: OAuth 2.0 without OpenID Connect, errors of the token endpoint with status 200, and a REST API
/// that wants a User-Agent.</summary>
public sealed class GitHubUpstream
{
    private readonly UpstreamCodes _codes = new();
    private readonly ConcurrentDictionary<string, UpstreamPerson> _accessTokens = new();

    internal GitHubUpstream(WebApplication app, string authority)
    {
        Authority = authority;
        var root = new Uri(authority).AbsolutePath;
        app.MapGet($"{root}/login/oauth/authorize", Authorize);
        app.MapPost($"{root}/login/oauth/access_token", TokenAsync);
        app.MapGet($"{root}/api/user", (HttpRequest http) => Api(http, UserOf));
        app.MapGet($"{root}/api/user/emails", (HttpRequest http) => Api(http, EmailsOf));
    }

    public string Authority { get; }

    public string ApiAddress => Authority + "/api";

    public UpstreamPerson Person { get; set; } = new("1", null);

    /// <summary>Changes the answer at the redirect URI.</summary>
    public Action<Dictionary<string, string?>> OnAnswer { get; set; } = static _ => { };

    public Action<JsonObject> OnUser { get; set; } = static _ => { };

    public Action<JsonArray> OnEmails { get; set; } = static _ => { };

    /// <summary>Never answers the exchange of a code, until the caller gives up.</summary>
    public bool Hangs { get; set; }

    public ConcurrentQueue<Dictionary<string, string>> Authorizations { get; } = [];

    private IResult Authorize(HttpRequest http)
    {
        Authorizations.Enqueue(http.Query.ToDictionary(pair => pair.Key, pair => pair.Value.ToString()));
        if (_codes.Issue(http.Query, Person) is not { } code) return Results.NotFound();
        var answer = new Dictionary<string, string?> { ["code"] = code, ["state"] = http.Query["state"] };
        OnAnswer(answer);
        var query = QueryString.Create(answer.Where(pair => pair.Value is not null));
        return Results.Redirect(http.Query["redirect_uri"] + query.ToUriComponent());
    }

    private async Task<IResult> TokenAsync(HttpRequest http)
    {
        if (Hangs) await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, http.HttpContext.RequestAborted);
        var form = await http.ReadFormAsync(http.HttpContext.RequestAborted);
        if (!UpstreamCodes.IsClient(http, form)) return Refuse("incorrect_client_credentials");
        if (_codes.Redeem(form) is not { } request) return Refuse("bad_verification_code");
        var accessToken = "gho_" + Handles.Create();
        _accessTokens[accessToken] = request.Person;
        return Results.Json(new { access_token = accessToken, scope = request.Scope, token_type = "bearer" });
    }

    private static IResult Refuse(string error) => Results.Json(new
    {
        error,
        error_description = "The code passed is incorrect or expired.",
        error_uri = "https://docs.github.com/apps/managing-oauth-apps/troubleshooting-oauth-app-access-token-request-errors",
    });

    private IResult Api(HttpRequest http, Func<UpstreamPerson, JsonNode> answer)
    {
        if (http.Headers.UserAgent.Count == 0) return Results.Text("Request forbidden by administrative rules.", statusCode: 403);
        return _accessTokens.TryGetValue(http.Headers.Authorization.ToString().Replace("Bearer ", "", StringComparison.Ordinal), out var person)
            ? Results.Text(answer(person).ToJsonString(new JsonSerializerOptions()), "application/json")
            : Results.Json(new { message = "Bad credentials" }, statusCode: 401);
    }

    private JsonObject UserOf(UpstreamPerson person)
    {
        var user = new JsonObject
        {
            ["login"] = person.Login ?? "octocat",
            ["id"] = long.Parse(person.Id, CultureInfo.InvariantCulture),
            ["node_id"] = "MDQ6VXNlcjE=",
            ["type"] = "User",
            ["name"] = person.GivenName,
            ["email"] = "public-address@example.net",
        };
        OnUser(user);
        return user;
    }

    private JsonArray EmailsOf(UpstreamPerson person)
    {
        var emails = new JsonArray(
            new JsonObject { ["email"] = "second@example.net", ["primary"] = false, ["verified"] = true, ["visibility"] = null });
        if (person.Email is not null)
            emails.Add(new JsonObject { ["email"] = person.Email, ["primary"] = true, ["verified"] = person.EmailVerified, ["visibility"] = "private" });
        OnEmails(emails);
        return emails;
    }
}
