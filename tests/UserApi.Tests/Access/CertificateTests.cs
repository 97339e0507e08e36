using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Jose;
using UserApi.Tests.Hosting;

namespace UserApi.Tests.Access;

/// <summary>Tokens bound to a certificate (RFC 8705 §3), which a proxy passes on.</summary>
public sealed class CertificateTests
{
    private const string Path = "/v1/users/profile";
    private const string Header = "Client-Cert";

    private static readonly (string, string)[] Forwarding =
        [("Mtls:ForwardedHeader", Header), ("Mtls:PublicUrl", "https://mtls.api.example"), ("Proxy:Trusted:0", "127.0.0.1")];

    [Fact]
    public async Task Over_its_certificate_a_bound_token_is_taken_and_over_no_other()
    {
        var host = await ApiHost.StartAsync(null, Forwarding);
        using var certificate = NewCertificate();
        using var other = NewCertificate();
        var token = Bound(host, await host.NewPersonAsync(), certificate);

        (await host.SendAsync(HttpMethod.Get, Path, token, headers: (Header, Encode(certificate)))).Expect(200);
        foreach (var refused in new[]
        {
            await host.SendAsync(HttpMethod.Get, Path, token, headers: (Header, Encode(other))),
            await host.SendAsync(HttpMethod.Get, Path, token),
            await host.SendAsync(HttpMethod.Get, Path, token, headers: (Header, "not a certificate")),
        })
            Assert.StartsWith("Bearer error=\"invalid_token\"", refused.Expect(401).Header("WWW-Authenticate"), StringComparison.Ordinal);

        var document = JsonElement.Parse(await host.Http.GetStringAsync("/.well-known/oauth-protected-resource"));
        Assert.True(document.GetProperty("tls_client_certificate_bound_access_tokens").GetBoolean());
        await host.StopAsync();
    }

    [Fact] // a caller who writes the header that a proxy would write
    public async Task A_certificate_that_anybody_passes_on_is_none()
    {
        var host = await ApiHost.OnAsync(Databases.Sqlite);
        using var certificate = NewCertificate();
        var token = Bound(host, await host.NewPersonAsync(), certificate);
        (await host.SendAsync(HttpMethod.Get, Path, token, headers: (Header, Encode(certificate)))).Expect(401);
        var document = JsonElement.Parse(await host.Http.GetStringAsync("/.well-known/oauth-protected-resource"));
        Assert.False(document.GetProperty("tls_client_certificate_bound_access_tokens").GetBoolean());
    }

    private static string Bound(ApiHost host, Person person, X509Certificate2 certificate) => host.Issuer.Token(
        person.Id.ToString(), "profile.api",
        claims: new Dictionary<string, object>
        {
            ["cnf"] = new Dictionary<string, string> { ["x5t#S256"] = Confirmation.ThumbprintOf(certificate) },
        });

    /// <summary>RFC 9440 §2.1.</summary>
    private static string Encode(X509Certificate2 certificate) => $":{Convert.ToBase64String(certificate.RawData)}:";

    private static X509Certificate2 NewCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=client", key, HashAlgorithmName.SHA256);
        return request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
    }
}
