using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using OidcClient.Tests.Fakes;

namespace AdminUi.Tests.Fakes;

/// <summary>UserApi as the console sees it: it says what the test gives it.</summary>
internal sealed class FakeUserApi : IAsyncDisposable
{
    public const string BobId = "01890a5d-ac96-774b-bcce-b302099a8100";

    private readonly WebApplication _app;

    private FakeUserApi(WebApplication app, string address)
    {
        (_app, Address) = (app, address);
        app.MapGet("/v1/admin/me", (HttpRequest request) => WhoAmI(request));
        app.MapGet("/v1/users/profile", (HttpRequest request) => AnswerAsync(request, Own));
        app.MapGet("/v1/users", (HttpRequest request) => AnswerAsync(request, List(People), Meta()));
        app.MapGet("/v1/users/{id}", (HttpRequest request, string id) =>
            AnswerAsync(request, People.FirstOrDefault(person => (string?)person["id"] == id || (string?)person["username"] == id)));
        app.MapGet("/v1/admin/audit-logs", (HttpRequest request) => AnswerAsync(request, List(Records), RecordsMeta));
        app.MapFallback((HttpRequest request) => AnswerAsync(request, data: null));
    }

    public string Address { get; }

    /// <summary>Each request but the question who the caller is, which every page asks.</summary>
    public List<FakeRequest> Requests { get; } = [];

    /// <summary>How often it was asked who the caller is.</summary>
    public int Introductions { get; private set; }

    /// <summary>What the caller may do.</summary>
    public List<string> Permissions { get; } =
    [
        "analytics.read", "audit.read", "clients.read", "roles.read", "roles.write", "sessions.read", "sessions.write", "users.delete", "users.export", "users.read", "users.write",
    ];

    /// <summary>Refuses a path with a status.</summary>
    public Dictionary<string, int> Refusals { get; } = [];

    /// <summary>Answers of this test alone, under method and path such as <c>POST /v1/users</c>.</summary>
    public Dictionary<string, Func<FakeRequest, FakeAnswer>> Answers { get; } = [];

    public JsonObject Own { get; set; } = Person("01890a5d-ac96-774b-bcce-b302099a8057", "admin", "Ada Min", "admin");

    public List<JsonObject> People { get; } = [Person(BobId, "bob", "Bob Builder", "user")];

    public List<JsonObject> Records { get; } = [Record("user.registered", "success")];

    public JsonObject RecordsMeta { get; set; } = NewMeta(1, 25, 1);

    public int Total { get; set; } = 1;

    /// <summary>The last request to this path, with its query: a page asks for several things at once.</summary>
    public string LastAsked(string path) => Requests.Last(request => request.Address.Split('?')[0] == path).Address;

    public static async Task<FakeUserApi> StartAsync()
    {
        var (app, address) = LoopbackHost.Create(static _ => { });
        var api = new FakeUserApi(app, address);
        await app.StartAsync();
        return api;
    }

    public static JsonObject Person(string id, string userName, string name, params string[] roles) => new()
    {
        ["id"] = id,
        ["username"] = userName,
        ["email"] = $"{userName}@example.com",
        ["email_verified"] = true,
        ["name"] = name,
        ["phone_number_verified"] = false,
        ["status"] = "active",
        ["roles"] = new JsonArray([.. roles.Select(role => (JsonNode)role)]),
        ["created_at"] = "2026-01-02T03:04:05Z",
        ["updated_at"] = "2026-01-02T03:04:05Z",
    };

    public static JsonObject Record(string action, string outcome) => new()
    {
        ["id"] = "01890a5d-ac96-774b-bcce-b302099a8200",
        ["occurred_at"] = "2026-03-04T05:06:07Z",
        ["action"] = action,
        ["outcome"] = outcome,
        ["actor_id"] = BobId,
        ["target_type"] = "user",
        ["target_id"] = BobId,
        ["ip_address"] = "192.0.2.7",
    };

    public static JsonObject NewMeta(int total, int limit, int page) => new()
    {
        ["total"] = total,
        ["limit"] = limit,
        ["page"] = page,
        ["total_pages"] = (total + limit - 1) / limit,
        ["has_next"] = page * limit < total,
        ["has_previous"] = page > 1,
    };

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private JsonObject Meta() => NewMeta(Total, 25, 1);

    private IResult WhoAmI(HttpRequest request)
    {
        Introductions++;
        if (Refusals.TryGetValue(request.Path, out var status)) return Problem(new FakeAnswer(status));
        return Envelope(new JsonObject
        {
            ["id"] = Own["id"]!.DeepClone(),
            ["username"] = Own["username"]!.DeepClone(),
            ["name"] = Own["name"]!.DeepClone(),
            ["permissions"] = new JsonArray([.. Permissions.Select(permission => (JsonNode)permission)]),
        });
    }

    private async Task<IResult> AnswerAsync(HttpRequest request, JsonNode? data, JsonObject? meta = null)
    {
        var received = await FakeRequest.ReadAsync(request);
        lock (Requests) Requests.Add(received);
        if (Refusals.TryGetValue(request.Path, out var refusal)) return Problem(new FakeAnswer(refusal));
        if (Answers.TryGetValue($"{request.Method} {request.Path}", out var answer)) return Give(request.HttpContext.Response, answer(received));
        return data is null ? Problem(new FakeAnswer(404)) : Envelope(data, meta);
    }

    private static IResult Give(HttpResponse response, FakeAnswer answer)
    {
        if (answer.Version is { } version) response.Headers.ETag = version;
        if (answer.Lines is { } lines) return Results.Text(lines, "application/x-ndjson");
        return answer.Status < 400 ? Envelope(answer.Data ?? new JsonObject(), answer.Meta, answer.Status) : Problem(answer);
    }

    private static IResult Problem(FakeAnswer answer) => Results.Json(
        new JsonObject
        {
            ["status"] = answer.Status,
            ["error"] = answer.Error,
            ["detail"] = answer.Detail ?? $"The API says <b>{answer.Status}</b>.",
            ["errors"] = answer.Errors?.DeepClone(),
        },
        contentType: "application/problem+json", statusCode: answer.Status);

    private static IResult Envelope(JsonNode data, JsonObject? meta = null, int status = 200)
    {
        var body = new JsonObject { ["success"] = true, ["message"] = "", ["data"] = data.DeepClone() };
        if (meta is not null) body["meta"] = meta.DeepClone();
        return Results.Json(body, statusCode: status);
    }

    private static JsonArray List(IEnumerable<JsonObject> items) => new([.. items.Select(item => item.DeepClone())]);
}
