using System.Globalization;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using IdentityProvider.Tests.Hosting;
using Jose;
using TestKit.Certificates;
using TestKit.Ports;

namespace IdentityProvider.Tests.MutualTls;

/// <summary>RFC 8705 over real TLS: a port of its own asks for certificates.</summary>
public sealed class MutualTlsTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("identity-mutual-tls-").FullName;
    private readonly TestAuthority _authority = new();
    private readonly X509Certificate2 _selfSigned = TestAuthority.SelfSigned("CN=self", TimeProvider.System.GetUtcNow());
    private readonly int _port = FreePorts.Take(1)[0];
    private Provider _provider = null!;

    public async ValueTask InitializeAsync()
    {
        var authority = Path.Combine(_folder, "clients-ca.pem");
        var clients = Path.Combine(_folder, "clients.json");
        await File.WriteAllTextAsync(authority, _authority.Pem);
        await File.WriteAllTextAsync(clients, Clients());
        _provider = await Provider.StartAsync(
            ("Mtls:Port", _port.ToString(CultureInfo.InvariantCulture)), ("Mtls:TrustedCaFile", authority), ("Identity:ClientsFile", clients));
    }

    public async ValueTask DisposeAsync()
    {
        await _provider.DisposeAsync();
        _authority.Dispose();
        _selfSigned.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_client_signs_in_by_its_certificate_at_the_address_that_discovery_names()
    {
        using var certificate = _authority.Issue("CN=service, O=Example");
        using var client = NewClient(certificate);
        var metadata = JsonElement.Parse(await client.GetStringAsync($"{_provider.Issuer}/.well-known/openid-configuration"));
        Assert.Equal(_provider.Issuer, metadata.GetProperty("issuer").GetString());
        var endpoint = metadata.GetProperty("mtls_endpoint_aliases").GetProperty("token_endpoint").GetString()!;
        Assert.Equal($"{Mtls}/connect/token", endpoint);

        Assert.Equal(HttpStatusCode.OK, await TokenAsync(client, endpoint, "pki"));
        Assert.Equal(HttpStatusCode.Unauthorized, await TokenAsync(client, endpoint, "self"));
    }

    [Fact]
    public async Task A_certificate_that_its_owner_signed_is_let_in_and_known_by_its_key()
    {
        using var client = NewClient(_selfSigned);
        Assert.Equal(HttpStatusCode.OK, await TokenAsync(client, $"{Mtls}/connect/token", "self"));
        Assert.Equal(HttpStatusCode.Unauthorized, await TokenAsync(client, $"{Mtls}/connect/token", "pki"));
    }

    [Fact]
    public async Task A_stranger_and_who_shows_nothing_are_clients_that_fail()
    {
        using var stranger = TestAuthority.SelfSigned("CN=service, O=Example", TimeProvider.System.GetUtcNow());
        using var client = NewClient(stranger);
        Assert.Equal(HttpStatusCode.Unauthorized, await TokenAsync(client, $"{Mtls}/connect/token", "pki"));
        using var bare = NewClient(null);
        Assert.Equal(HttpStatusCode.Unauthorized, await TokenAsync(bare, $"{Mtls}/connect/token", "pki"));
    }

    [Fact] // a browser that is asked for a certificate asks the person
    public async Task No_other_port_asks_for_a_certificate()
    {
        var asked = false;
        using var handler = LoopbackCertificates.Instance.NewHandler();
        handler.SslOptions.LocalCertificateSelectionCallback = (_, _, _, _, issuers) =>
        {
            asked |= issuers.Length > 0;
            return null!;
        };
        using var certificate = _authority.Issue("CN=service, O=Example");
        using var client = NewClient(certificate);
        Assert.Equal(HttpStatusCode.Unauthorized, await TokenAsync(client, $"{_provider.Issuer}/connect/token", "pki"));
        using var watching = new HttpClient(handler);
        Assert.Equal(HttpStatusCode.OK, (await watching.GetAsync($"{_provider.Issuer}/.well-known/openid-configuration")).StatusCode);
        Assert.False(asked);
    }

    private string Mtls => string.Create(CultureInfo.InvariantCulture, $"https://localhost:{_port}");

    private static HttpClient NewClient(X509Certificate2? certificate)
    {
        var handler = LoopbackCertificates.Instance.NewHandler();
        if (certificate is not null) handler.SslOptions.LocalCertificateSelectionCallback = (_, _, _, _, _) => certificate;
        return new HttpClient(handler);
    }

    private static async Task<HttpStatusCode> TokenAsync(HttpClient client, string endpoint, string clientId)
    {
        using var form = new FormUrlEncodedContent([new("grant_type", "client_credentials"), new("client_id", clientId)]);
        return (await client.PostAsync(endpoint, form)).StatusCode;
    }

    private string Clients()
    {
        var key = CertificateKey.Of(_selfSigned)!;
        return $$"""
            [
              { "client_id": "pki", "grant_types": ["client_credentials"], "scope": "profile.api",
                "token_endpoint_auth_method": "tls_client_auth",
                "tls_client_auth_subject_dn": "CN=service,O=Example" },
              { "client_id": "self", "grant_types": ["client_credentials"], "scope": "profile.api",
                "token_endpoint_auth_method": "self_signed_tls_client_auth",
                "jwks": { "keys": [{ "kty": "EC", "crv": "P-256", "x": "{{key.X}}", "y": "{{key.Y}}" }] } }
            ]
            """;
    }
}
