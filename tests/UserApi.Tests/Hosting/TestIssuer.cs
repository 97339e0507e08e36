using System.Net;
using System.Text;
using System.Text.Json;
using Jose;

namespace UserApi.Tests.Hosting;

/// <summary>A provider in the test's own hands: it signs what it is told to, and answers discovery as an HTTP handler.</summary>
internal sealed class TestIssuer : HttpMessageHandler
{
    public const string Address = "https://issuer.test";
    public const string Audience = "http://localhost:3002";

    private readonly SigningKey _key = SigningKey.Generate(JwsAlgorithms.ES256, "test");
    private int _tokens;

    /// <summary>A token as the provider would issue it. Claims given here replace or add to those.</summary>
    public string Token(string subject, string scope, string clientId = "spa", SigningKey? key = null, string typ = "at+jwt",
        IReadOnlyDictionary<string, object>? claims = null)
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        var all = new Dictionary<string, object>
        {
            ["iss"] = Address,
            ["sub"] = subject,
            ["client_id"] = clientId,
            ["aud"] = Audience,
            ["exp"] = now + 600,
            ["iat"] = now,
            ["jti"] = $"token-{Interlocked.Increment(ref _tokens)}",
            ["scope"] = scope,
        };
        foreach (var (name, value) in claims ?? new Dictionary<string, object>()) all[name] = value;
        return JwtWriter.Sign(key ?? _key, typ, all, static (writer, claims) =>
        {
            foreach (var (name, value) in claims)
            {
                writer.WritePropertyName(name);
                JsonSerializer.Serialize(writer, value);
            }
        });
    }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.RequestUri!.AbsolutePath switch
        {
            "/.well-known/openid-configuration" => JsonSerializer.Serialize(new Dictionary<string, string>
            {
                ["issuer"] = Address,
                ["authorization_endpoint"] = Address + "/connect/authorize",
                ["token_endpoint"] = Address + "/connect/token",
                ["jwks_uri"] = Address + "/jwks",
            }),
            "/jwks" => Jwks(),
            _ => null,
        };
        return Task.FromResult(body is null
            ? new HttpResponseMessage(HttpStatusCode.NotFound)
            : new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(body, Encoding.UTF8, "application/json") });
    }

    private string Jwks()
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            writer.WriteStartArray("keys");
            _key.PublicKey.WriteTo(writer);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
