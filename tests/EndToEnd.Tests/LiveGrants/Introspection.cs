using System.Net;
using System.Text.Json;
using EndToEnd.Tests.Product;

namespace EndToEnd.Tests.LiveGrants;

internal static class Introspection
{
    public static async Task<bool> IsActiveAsync(HttpClient instance, TestClient client, string token)
    {
        using var request = client.Post("/connect/introspect", new Dictionary<string, string> { ["token"] = token });
        using var answer = await instance.SendAsync(request);
        if (answer.StatusCode == HttpStatusCode.Unauthorized) return false; // the client itself is gone
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("active").GetBoolean();
    }
}
