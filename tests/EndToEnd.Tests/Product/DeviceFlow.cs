using System.Net.Http.Json;
using System.Text.Json;

namespace EndToEnd.Tests.Product;

/// <summary>What a device was answered at the device authorization endpoint (RFC 8628 §3.2).</summary>
internal sealed record DeviceFlow(string DeviceCode, string UserCode, string VerificationUriComplete)
{
    public Dictionary<string, string> Poll => new()
    {
        ["grant_type"] = "urn:ietf:params:oauth:grant-type:device_code",
        ["device_code"] = DeviceCode,
    };

    public static async Task<DeviceFlow> AskAsync(WholeProduct product, TestClient client, string scope)
    {
        using var instance = product.Provider.NewClient();
        using var request = client.Post("/connect/deviceauthorization", new Dictionary<string, string> { ["scope"] = scope });
        using var answer = await instance.SendAsync(request);
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
        return new DeviceFlow(Text("device_code"), Text("user_code"), Text("verification_uri_complete"));

        string Text(string name) => body.GetProperty(name).GetString()!;
    }
}
