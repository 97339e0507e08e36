using System.Net;
using System.Security.Cryptography.X509Certificates;
using OidcEngine.Clients;
using OidcEngine.MutualTls;
using OidcEngine.Tests.Fakes;
using OidcEngine.Tests.Host;
using TestKit.Certificates;

namespace OidcEngine.Tests.Clients.Authentication;

/// <summary>RFC 8705 §2: certificates as credentials. That the client holds the certificate's key, TLS proves; here it is taken as proven.</summary>
public sealed class TlsClientAuthTests : IAsyncLifetime
{
    private const string Name = "CN=service,OU=Payments,O=Example\\, Inc.,C=GB";

    private static readonly TestAuthority Authority = new("Clients", ManualTime.Start);
    private static readonly TestAuthority Stranger = new("Clients", ManualTime.Start);

    private EngineHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await EngineHost.StartAsync(
        options => options.MutualTls = new MutualTlsOptions { BaseAddress = "https://mtls.idp.example", Authorities = [Authority.Certificate] },
        ShownCertificate.Accept);

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact] // §2.1.2
    public async Task A_certificate_of_the_authority_with_the_registered_subject_authenticates()
    {
        Register(CertificateSubject.SubjectDn, Name);
        using var certificate = Authority.Issue("CN=service, OU=Payments, O=\"Example, Inc.\", C=GB");
        await AssertStatusAsync(200, certificate);
    }

    [Theory]
    [InlineData("CN=service2, OU=Payments, O=\"Example, Inc.\", C=GB")]
    [InlineData("CN=Service, OU=Payments, O=\"Example, Inc.\", C=GB")]
    [InlineData("CN=service, O=\"Example, Inc.\", C=GB")]
    [InlineData("CN=service")]
    [InlineData("OU=Payments, CN=service, O=\"Example, Inc.\", C=GB")]
    [InlineData("CN=\"service,OU=Payments,O=Example, Inc.,C=GB\"")]
    [InlineData("CN=\"service \", OU=Payments, O=\"Example, Inc.\", C=GB")]
    [InlineData("CN=service, OU=Payments, O=\"Example, Inc.\", C=GB, CN=other")]
    [InlineData("CN=service+OU=Payments, O=\"Example, Inc.\", C=GB")]
    public async Task Another_subject_does_not(string subject)
    {
        Register(CertificateSubject.SubjectDn, Name);
        using var certificate = Authority.Issue(subject);
        await AssertStatusAsync(401, certificate);
    }

    [Fact]
    public async Task An_authority_of_the_same_name_is_another()
    {
        Register(CertificateSubject.SubjectDn, "CN=service");
        using var certificate = Stranger.Issue("CN=service");
        await AssertStatusAsync(401, certificate);
        using var selfSigned = TestAuthority.SelfSigned("CN=service", ManualTime.Start);
        await AssertStatusAsync(401, selfSigned);
    }

    [Theory]
    [InlineData(-20, -10)] // expired
    [InlineData(10, 20)] // not yet
    public async Task A_certificate_counts_within_its_dates(int from, int to)
    {
        Register(CertificateSubject.SubjectDn, "CN=service");
        using var certificate = Authority.Issue("CN=service", from: ManualTime.Start.AddDays(from), to: ManualTime.Start.AddDays(to));
        await AssertStatusAsync(401, certificate);
    }

    [Fact]
    public async Task A_certificate_of_a_server_is_none_of_a_client()
    {
        Register(CertificateSubject.SubjectDn, "CN=service");
        using var server = Authority.Issue("CN=service", usage: TestAuthority.ServerUsage);
        await AssertStatusAsync(401, server);
        using var unrestricted = Authority.Issue("CN=service", usage: null);
        await AssertStatusAsync(200, unrestricted);
    }

    [Theory]
    [InlineData(CertificateSubject.SanDns, "client.example", 200)]
    [InlineData(CertificateSubject.SanDns, "CLIENT.example", 200)] // RFC 5280 §7.2
    [InlineData(CertificateSubject.SanDns, "lient.example", 401)]
    [InlineData(CertificateSubject.SanDns, "wild.example", 401)]
    [InlineData(CertificateSubject.SanDns, "a.wild.example", 401)]
    [InlineData(CertificateSubject.SanDns, "ops@client.example", 401)] // of another kind
    [InlineData(CertificateSubject.SanUri, "https://client.example/id", 200)]
    [InlineData(CertificateSubject.SanUri, "https://client.example/ID", 401)]
    [InlineData(CertificateSubject.SanUri, "client.example", 401)]
    [InlineData(CertificateSubject.SanIp, "192.0.2.7", 200)]
    [InlineData(CertificateSubject.SanIp, "2001:db8:0:0::7", 200)] // another spelling of the same address
    [InlineData(CertificateSubject.SanIp, "192.0.2.70", 401)]
    [InlineData(CertificateSubject.SanIp, "::ffff:192.0.2.7", 401)]
    [InlineData(CertificateSubject.SanEmail, "ops@client.example", 200)]
    [InlineData(CertificateSubject.SanEmail, "ops@client.example.", 401)]
    [InlineData(CertificateSubject.SubjectDn, "CN=client.example", 401)]
    public async Task Alternative_names_are_compared_whole_and_by_kind(string member, string value, int status)
    {
        Register(member, value);
        using var certificate = Authority.Issue("CN=service", names =>
        {
            names.AddDnsName("client.example");
            names.AddDnsName("*.wild.example");
            names.AddUri(new Uri("https://client.example/id"));
            names.AddIpAddress(IPAddress.Parse("192.0.2.7"));
            names.AddIpAddress(IPAddress.Parse("2001:db8::7"));
            names.AddEmailAddress("ops@client.example");
        });
        await AssertStatusAsync(status, certificate);
    }

    [Fact]
    public async Task A_certificate_without_alternative_names_has_none()
    {
        Register(CertificateSubject.SanDns, "service");
        using var certificate = Authority.Issue("CN=service");
        await AssertStatusAsync(401, certificate);
    }

    [Fact]
    public async Task Without_a_certificate_or_with_more_than_it_nobody_gets_in()
    {
        Register(CertificateSubject.SubjectDn, "CN=service");
        await AssertStatusAsync(401, null);
        using var certificate = Authority.Issue("CN=service");
        await AssertStatusAsync(401, certificate, ("client_secret", "x"));
        await AssertStatusAsync(401, certificate, ("client_assertion_type", TestAssertion.Type), ("client_assertion", "a.b.c"));
    }

    [Fact]
    public async Task Without_a_trusted_authority_no_certificate_counts()
    {
        await using var host = await EngineHost.StartAsync(configureServices: ShownCertificate.Accept);
        host.Clients.Put(Client(new CertificateSubject(CertificateSubject.SubjectDn, "CN=service")));
        using var certificate = Authority.Issue("CN=service");
        Assert.Equal(401, (await CallAsync(host, certificate)).Status);
    }

    [Fact]
    public async Task An_unknown_client_looks_like_a_wrong_certificate()
    {
        using var certificate = Authority.Issue("CN=service");
        var unknown = await CallAsync(_host, certificate);
        Register(CertificateSubject.SubjectDn, "CN=other");
        var wrong = await CallAsync(_host, certificate);
        Assert.Equal(unknown.Body.GetRawText(), wrong.Body.GetRawText());
        Assert.Equal((401, 401), (unknown.Status, wrong.Status));
    }

    [Fact]
    public async Task A_certificate_does_not_stand_in_for_a_secret()
    {
        using var certificate = Authority.Issue("CN=machine");
        Assert.Equal(401, (await CallAsync(_host, certificate, ("client_id", "machine"))).Status);
    }

    [Fact] // §4
    public async Task A_public_client_may_show_a_certificate()
    {
        using var certificate = TestAuthority.SelfSigned("CN=phone", ManualTime.Start);
        var answer = await CallAsync(_host, certificate, ("client_id", "spa"));
        answer.IsRefused(400, "unauthorized_client"); // known, and not registered for this grant
    }

    [Fact] // §2.2
    public async Task A_certificate_of_a_registered_key_authenticates_whoever_signed_it()
    {
        using var certificate = TestAuthority.SelfSigned("CN=anything", ManualTime.Start);
        using var other = TestAuthority.SelfSigned("CN=anything", ManualTime.Start);
        RegisterSelfSigned(certificate);
        await AssertStatusAsync(200, certificate);
        await AssertStatusAsync(401, other);
        using var ofTheAuthority = Authority.Issue("CN=anything");
        await AssertStatusAsync(401, ofTheAuthority);
    }

    [Fact]
    public async Task A_self_signed_certificate_counts_within_its_dates()
    {
        using var certificate = TestAuthority.SelfSigned("CN=anything", ManualTime.Start, ManualTime.Start.AddHours(-1));
        RegisterSelfSigned(certificate);
        await AssertStatusAsync(401, certificate);
    }

    [Fact]
    public async Task Keys_of_certificates_may_be_published_and_rotate()
    {
        await using var peer = await ClientPeer.StartAsync();
        await using var host = await EngineHost.StartAsync(
            options =>
            {
                options.AllowPrivateNetworks = true;
                options.MutualTls = new MutualTlsOptions { BaseAddress = "https://mtls.idp.example" };
            },
            ShownCertificate.Accept);
        using var first = TestAuthority.SelfSigned("CN=first", ManualTime.Start);
        using var second = TestAuthority.SelfSigned("CN=second", ManualTime.Start);
        host.Clients.Put(Client(null) with { TokenEndpointAuthMethod = "self_signed_tls_client_auth", JwksUri = peer.Address("/jwks") });

        peer.Serve(Jwks(first));
        Assert.Equal(200, (await CallAsync(host, first)).Status);
        peer.Serve(Jwks(second));
        host.Time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(200, (await CallAsync(host, second)).Status);
        Assert.Equal(401, (await CallAsync(host, first)).Status);
    }

    [Fact] // §5
    public async Task Discovery_names_the_methods_and_the_addresses_only_when_certificates_can_be_shown()
    {
        var on = (await Answer.OfAsync(await _host.GetAsync("/.well-known/openid-configuration"))).Body;
        Assert.Equal("https://idp.example", on.GetProperty("issuer").GetString());
        Assert.Equal("https://mtls.idp.example/connect/token", on.GetProperty("mtls_endpoint_aliases").GetProperty("token_endpoint").GetString());
        Assert.Contains("tls_client_auth", on.GetProperty("token_endpoint_auth_methods_supported").EnumerateArray().Select(one => one.GetString()));

        await using var host = await EngineHost.StartAsync();
        var off = (await Answer.OfAsync(await host.GetAsync("/.well-known/openid-configuration"))).Body;
        Assert.False(off.TryGetProperty("mtls_endpoint_aliases", out _));
        foreach (var endpoint in new[] { "token", "introspection", "revocation" })
            Assert.DoesNotContain(
                off.GetProperty($"{endpoint}_endpoint_auth_methods_supported").EnumerateArray(), one => one.GetString()!.Contains("tls", StringComparison.Ordinal));
    }

    private static Client Client(CertificateSubject? subject) => TestClients.Machine with
    {
        ClientId = "mtls",
        TokenEndpointAuthMethod = "tls_client_auth",
        TlsClientAuth = subject,
        Secrets = [],
    };

    private static string Jwks(X509Certificate2 certificate)
    {
        using var json = new MemoryStream();
        using (var writer = new System.Text.Json.Utf8JsonWriter(json))
        {
            writer.WriteStartObject();
            writer.WriteStartArray("keys");
            Jose.CertificateKey.Of(certificate)!.WriteTo(writer);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }
        return System.Text.Encoding.UTF8.GetString(json.ToArray());
    }

    private void Register(string member, string value) => _host.Clients.Put(Client(new CertificateSubject(member, value)));

    private void RegisterSelfSigned(X509Certificate2 certificate) => _host.Clients.Put(
        Client(null) with { TokenEndpointAuthMethod = "self_signed_tls_client_auth", Jwks = Jwks(certificate) });

    private async Task AssertStatusAsync(int status, X509Certificate2? certificate, params (string Name, string Value)[] more) =>
        Assert.Equal(status, (await CallAsync(_host, certificate, [("client_id", "mtls"), .. more])).Status);

    private static Task<Answer> CallAsync(EngineHost host, X509Certificate2 certificate) => CallAsync(host, certificate, ("client_id", "mtls"));

    private static async Task<Answer> CallAsync(EngineHost host, X509Certificate2? certificate, params (string Name, string Value)[] form)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/connect/token")
        {
            Content = new FormUrlEncodedContent(
                [new("grant_type", "client_credentials"), .. form.Select(pair => KeyValuePair.Create(pair.Name, pair.Value))]),
        };
        if (certificate is not null) ShownCertificate.Show(request, certificate);
        return await Answer.OfAsync(await host.SendAsync(request));
    }
}
