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
        app.MapGet("/v1/users/profile", (HttpRequest request) => Answer(request, Own));
        app.MapGet("/v1/users", (HttpRequest request) => Answer(request, new JsonArray([.. People.Select(person => person.DeepClone())]), Meta()));
        app.MapGet("/v1/users/{id}", (HttpRequest request, string id) =>
            Answer(request, People.FirstOrDefault(person => (string?)person["id"] == id || (string?)person["username"] == id)));
        app.MapGet("/v1/admin/audit-logs", (HttpRequest request) =>
            Answer(request, new JsonArray([.. Records.Select(record => record.DeepClone())]), RecordsMeta));
    }

    public string Address { get; }

    /// <summary>The path and query, and the Authorization header, of each request.</summary>
    public List<(string Address, string Authorization)> Requests { get; } = [];

    /// <summary>Refuses a path with a status.</summary>
    public Dictionary<string, int> Refusals { get; } = [];

    public JsonObject Own { get; set; } = Person("01890a5d-ac96-774b-bcce-b302099a8057", "admin", "Ada Min", "admin");

    public List<JsonObject> People { get; } = [Person(BobId, "bob", "Bob Builder", "user")];

    public List<JsonObject> Records { get; } = [Record("user.registered", "success")];

    public JsonObject RecordsMeta { get; set; } = NewMeta(1, 25, 1);

    public int Total { get; set; } = 1;

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

    private IResult Answer(HttpRequest request, JsonNode? data, JsonObject? meta = null)
    {
        Requests.Add((request.Path + request.QueryString, request.Headers.Authorization.ToString()));
        var status = Refusals.TryGetValue(request.Path, out var refusal) ? refusal : data is null ? 404 : 200;
        if (status != 200)
        {
            var problem = new JsonObject { ["status"] = status, ["detail"] = $"The API says <b>{status}</b>." };
            return Results.Json(problem, contentType: "application/problem+json", statusCode: status);
        }
        var body = new JsonObject { ["success"] = true, ["message"] = "", ["data"] = data!.DeepClone() };
        if (meta is not null) body["meta"] = meta.DeepClone();
        return Results.Json(body);
    }
}
