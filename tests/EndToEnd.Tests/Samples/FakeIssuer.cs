using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using TestKit.Certificates;

namespace EndToEnd.Tests.Samples;

/// <summary>An issuer whose every token is in the test's hand. It listens from <see cref="StartAsync"/> on.</summary>
internal sealed class FakeIssuer : IAsyncDisposable
{
    private const string KeyId = "key-1";

    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly WebApplication _app;

    public FakeIssuer(int port)
    {
        Address = $"https://localhost:{port}";
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        var certificate = X509Certificate2.CreateFromPemFile(LoopbackCertificates.Instance.CertificateFile, LoopbackCertificates.Instance.KeyFile);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port, listen => listen.UseHttps(certificate)));
        _app = builder.Build();
        _app.MapGet("/.well-known/openid-configuration", () => Results.Text(Discovery(), "application/json"));
        _app.MapGet("/jwks", () => Results.Text(Keys(), "application/json"));
    }

    public string Address { get; }

    /// <summary>The public key as an attacker would use it for a secret.</summary>
    public byte[] PublicKeyPem => Encoding.ASCII.GetBytes(_key.ExportSubjectPublicKeyInfoPem());

    public Task StartAsync() => _app.StartAsync();

    public static JsonObject Header() => new() { ["alg"] = "ES256", ["typ"] = "at+jwt", ["kid"] = KeyId };

    /// <summary>RFC 9068 §2.2, for the sample API.</summary>
    public JsonObject Claims()
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        return new JsonObject
        {
            ["iss"] = Address,
            ["aud"] = "https://localhost:3006",
            ["sub"] = "0192f0c1-0000-7000-8000-000000000001",
            ["client_id"] = "spa",
            ["scope"] = "openid orders.read",
            ["iat"] = now,
            ["exp"] = now + 600,
            ["jti"] = "one",
        };
    }

    /// <summary>RFC 7515 §3.1: header, payload, signature.</summary>
    public string Sign(JsonObject header, JsonObject claims) => Sign(header, claims, input => _key.SignData(input, HashAlgorithmName.SHA256));

    public static string Sign(JsonObject header, JsonObject claims, Func<byte[], byte[]> sign)
    {
        var input = $"{Encode(header)}.{Encode(claims)}";
        return $"{input}.{Base64Url.EncodeToString(sign(Encoding.ASCII.GetBytes(input)))}";
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _key.Dispose();
    }

    private static string Encode(JsonObject json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json.ToJsonString()));

    private string Discovery() => new JsonObject { ["issuer"] = Address, ["jwks_uri"] = $"{Address}/jwks" }.ToJsonString();

    private string Keys()
    {
        var point = _key.ExportParameters(includePrivateParameters: false).Q;
        return new JsonObject
        {
            ["keys"] = new JsonArray(new JsonObject
            {
                ["kty"] = "EC",
                ["crv"] = "P-256",
                ["use"] = "sig",
                ["kid"] = KeyId,
                ["x"] = Base64Url.EncodeToString(point.X),
                ["y"] = Base64Url.EncodeToString(point.Y),
            }),
        }.ToJsonString();
    }
}
