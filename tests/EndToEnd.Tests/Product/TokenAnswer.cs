using System.Net;
using System.Text.Json;

namespace EndToEnd.Tests.Product;

/// <summary>What the token endpoint said.</summary>
internal sealed record TokenAnswer(HttpStatusCode Status, JsonElement Json)
{
    public string? Error => Text("error");

    public string AccessToken => Text("access_token") ?? throw new InvalidOperationException($"No access_token: {(int)Status} {Json}");

    public string RefreshToken => Text("refresh_token") ?? throw new InvalidOperationException($"No refresh_token: {(int)Status} {Json}");

    public string IdToken => Text("id_token") ?? throw new InvalidOperationException($"No id_token: {(int)Status} {Json}");

    public static async Task<TokenAnswer> AskAsync(
        HttpClient instance, TestClient client, IReadOnlyDictionary<string, string> form, string? proof = null)
    {
        using var request = client.Post("/connect/token", form);
        if (proof is not null) request.Headers.Add("DPoP", proof);
        using var answer = await instance.SendAsync(request);
        var body = await answer.Content.ReadAsStringAsync();
        return new TokenAnswer(answer.StatusCode, JsonDocument.Parse(body).RootElement);
    }

    public static Task<TokenAnswer> RefreshAsync(HttpClient instance, TestClient client, string refreshToken, string? proof = null) =>
        AskAsync(instance, client, new Dictionary<string, string> { ["grant_type"] = "refresh_token", ["refresh_token"] = refreshToken }, proof);

    private string? Text(string name) => Json.TryGetProperty(name, out var value) ? value.GetString() : null;
}
