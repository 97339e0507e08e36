using System.Text.Json;
using Jose;
using OidcEngine.Keys;

namespace OidcEngine.Tests.Host;

/// <summary>A JSON response of an endpoint.</summary>
internal sealed record Answer(int Status, JsonElement Body, HttpResponseMessage Response)
{
    public string? Error => Text("error");

    public string AccessToken => Text("access_token")!;

    public string RefreshToken => Text("refresh_token")!;

    public string IdToken => Text("id_token")!;

    public string? Scope => Text("scope");

    public static async Task<Answer> OfAsync(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync();
        var body = text.Length == 0 ? default : JsonElement.Parse(text);
        return new Answer((int)response.StatusCode, body, response);
    }

    public string? Text(string name) =>
        Body.ValueKind == JsonValueKind.Object && Body.TryGetProperty(name, out var value) ? value.GetString() : null;

    public bool Has(string name) => Body.ValueKind == JsonValueKind.Object && Body.TryGetProperty(name, out _);

    public string? Header(string name) =>
        Response.Headers.TryGetValues(name, out var values) ? string.Join(", ", values) : null;

    public void IsRefused(int status, string error)
    {
        Assert.Equal((status, error), (Status, Error));
        Assert.Equal("no-store", Header("Cache-Control"));
    }

    /// <summary>Reads a token with the keys that the host publishes.</summary>
    public static async Task<Jwt> ReadAsync(EngineHost host, string token, string type)
    {
        var keys = await host.Get<KeyRing>().GetAsync(CancellationToken.None);
        var reading = JwtReader.Read(token, new JwtExpectations
        {
            Type = type,
            Keys = keys.Verification,
            Issuer = EngineHost.Issuer,
            Time = host.Time,
        });
        return Assert.IsType<JwtReading.Valid>(reading).Token;
    }
}
