using System.Text.Json.Nodes;

namespace AdminUi.Tests.Fakes;

/// <summary>Roles, sessions and grants as UserApi describes them.</summary>
internal static class AdministeredThings
{
    public const string SupportId = "01890a5d-ac96-774b-bcce-b302099a8301";
    public const string UserId = "01890a5d-ac96-774b-bcce-b302099a8302";
    public const string SessionId = "01890a5d-ac96-774b-bcce-b302099a8401";
    public const string GrantId = "01890a5d-ac96-774b-bcce-b302099a8501";

    /// <summary>Two roles: support, and user, which bob has.</summary>
    public static void AddRoles(this FakeUserApi api) => api.Answers["GET /v1/admin/roles"] = _ => new FakeAnswer(200, new JsonArray(
        Role(SupportId, "support", "users.read", "audit.read"), Role(UserId, "user", "audit.read")));

    public static void AddSession(this FakeUserApi api)
    {
        api.Answers["GET /v1/admin/sessions"] = _ => new FakeAnswer(200, new JsonArray(Session()));
        api.Answers[$"GET /v1/admin/sessions/{SessionId}"] = _ => new FakeAnswer(200, Session());
    }

    public static void AddGrant(this FakeUserApi api)
    {
        api.Answers["GET /v1/admin/grants"] = _ => new FakeAnswer(200, new JsonArray(Grant()));
        api.Answers[$"GET /v1/admin/grants/{GrantId}"] = _ => new FakeAnswer(200, Grant());
    }

    /// <summary>What guards bob's account.</summary>
    public static void AddSecurity(this FakeUserApi api, JsonObject? security = null) =>
        api.Answers[$"GET /v1/admin/users/{FakeUserApi.BobId}/security"] = _ => new FakeAnswer(200, security ?? Security());

    public static JsonObject Role(string id, string name, params string[] permissions) => new()
    {
        ["id"] = id,
        ["name"] = name,
        ["description"] = $"About {name}",
        ["permissions"] = new JsonArray([.. permissions.Select(permission => (JsonNode)permission)]),
        ["built_in"] = true,
        ["members"] = 1,
        ["created_at"] = "2026-01-02T03:04:05Z",
        ["updated_at"] = "2026-01-02T03:04:05Z",
    };

    public static JsonObject Session() => new()
    {
        ["id"] = SessionId,
        ["user_id"] = FakeUserApi.BobId,
        ["username"] = "bob",
        ["created_at"] = "2026-01-02T03:04:05Z",
        ["last_seen_at"] = "2026-01-02T03:04:05Z",
        ["expires_at"] = "2026-01-03T03:04:05Z",
        ["auth_time"] = "2026-01-02T03:04:05Z",
        ["amr"] = new JsonArray("pwd"),
        ["ip_address"] = "192.0.2.9",
        ["user_agent"] = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
        ["apps"] = new JsonArray(new JsonObject { ["client_id"] = "spa", ["name"] = "The sample" }),
        ["current"] = false,
    };

    public static JsonObject Security() => new()
    {
        ["id"] = FakeUserApi.BobId,
        ["has_password"] = true,
        ["password_changed_at"] = "2026-01-02T03:04:05Z",
        ["second_factors"] = new JsonArray(
            new JsonObject { ["kind"] = "totp", ["since"] = "2026-01-02T03:04:05Z", ["last_used_at"] = "2026-02-03T03:04:05Z" },
            new JsonObject { ["kind"] = "email_code" }),
        ["required_by_roles"] = new JsonArray("admin"),
        ["recovery_codes_left"] = 7,
        ["passkeys"] = new JsonArray(new JsonObject { ["name"] = "Laptop", ["created_at"] = "2026-01-02T03:04:05Z" }),
        ["linked_accounts"] = new JsonArray(new JsonObject { ["provider"] = "google", ["linked_at"] = "2026-01-02T03:04:05Z" }),
        ["remembered_browsers"] = new JsonArray(new JsonObject
        {
            ["user_agent"] = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
            ["ip_address"] = "192.0.2.9",
            ["created_at"] = "2026-01-02T03:04:05Z",
            ["last_used_at"] = "2026-01-02T03:04:05Z",
            ["expires_at"] = "2026-02-01T03:04:05Z",
        }),
    };

    public static JsonObject Grant() => new()
    {
        ["id"] = GrantId,
        ["user_id"] = FakeUserApi.BobId,
        ["username"] = "bob",
        ["client_id"] = "spa",
        ["client_name"] = "The sample",
        ["scopes"] = new JsonArray("openid", "profile.api"),
        ["offline"] = true,
        ["created_at"] = "2026-01-02T03:04:05Z",
    };
}
