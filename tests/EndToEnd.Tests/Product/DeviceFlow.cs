using System.Net.Http.Json;
using System.Text.Json;
using TestKit.Browsing;

namespace EndToEnd.Tests.Product;

/// <summary>What a device was answered at the device authorization endpoint (RFC 8628 §3.2).</summary>
internal sealed record DeviceFlow(string DeviceCode, string UserCode, string VerificationUriComplete)
{
    public Dictionary<string, string> Poll => new()
    {
        ["grant_type"] = "urn:ietf:params:oauth:grant-type:device_code",
        ["device_code"] = DeviceCode,
    };

    /// <summary>What a person does who is signed in in this browser; nothing when the page knows of no such code.</summary>
    public async Task AllowAsync(ScriptlessBrowser browser)
    {
        await browser.OpenAsync(VerificationUriComplete);
        await browser.SubmitAsync(("UserCode", UserCode));
        if (browser.Page.QuerySelector("[name=decision]") is not null) await browser.SubmitAsync(("decision", "allow"));
    }

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
