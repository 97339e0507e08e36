using System.Globalization;
using System.Text.Json;
using UserApi.Tests.Hosting;

namespace UserApi.Tests.Roles;

/// <summary>Roles that a test makes for itself.</summary>
internal static class NewRoles
{
    private static int _count;

    public static string Name() => string.Create(CultureInfo.InvariantCulture, $"role-{Interlocked.Increment(ref _count)}");

    public static string Body(string name, params string[] permissions) =>
        JsonSerializer.Serialize(new Dictionary<string, object> { ["name"] = name, ["permissions"] = permissions });

    public static string Assign(string role) => JsonSerializer.Serialize(new Dictionary<string, string> { ["role"] = role });

    /// <summary>Made by an administrator who holds everything.</summary>
    public static async Task<(string Name, string Id)> AddAsync(ApiHost host, params string[] permissions)
    {
        var name = Name();
        var admin = await host.NewPersonAsync("admin");
        var created = await admin.AdminSendAsync(HttpMethod.Post, "/v1/admin/roles", Body(name, permissions));
        return (name, created.Expect(201).Data.GetProperty("id").GetString()!);
    }

    /// <summary>Somebody who holds these permissions and no others.</summary>
    public static async Task<Person> PersonWithAsync(ApiHost host, params string[] permissions) =>
        await host.NewPersonAsync((await AddAsync(host, permissions)).Name);

    public static string[] Names(this JsonElement list) => [.. list.EnumerateArray().Select(one => one.GetProperty("name").GetString()!)];

    public static string[] Texts(this JsonElement list) => [.. list.EnumerateArray().Select(one => one.GetString()!)];
}
