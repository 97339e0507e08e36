using System.Security.Cryptography.X509Certificates;
using Jose;
using OidcEngine.Clients;
using OidcEngine.MutualTls;
using OidcEngine.Tests.DPoP;
using OidcEngine.Tests.Host;
using TestKit.DPoP;

namespace OidcEngine.Tests.SenderConstraints;

/// <summary>Tokens bound to the certificate of the TLS connection, RFC 8705 §3 and §4.</summary>
public sealed class CertificateBindingTests : IAsyncLifetime
{
    private static readonly Client Confidential =
        TestClients.ThirdParty with { ClientId = "mtls", TlsClientCertificateBoundAccessTokens = true };

    private static readonly Client Public =
        TestClients.Spa with { ClientId = "mtls-spa", TlsClientCertificateBoundAccessTokens = true };

    private readonly X509Certificate2 _certificate = ShownCertificate.New();
    private readonly X509Certificate2 _other = ShownCertificate.New();
    private EngineHost _host = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await EngineHost.StartAsync(configureServices: ShownCertificate.Accept);
        _host.Clients.Put(Confidential);
        _host.Clients.Put(Public);
    }

    public ValueTask DisposeAsync()
    {
        _certificate.Dispose();
        _other.Dispose();
        return _host.DisposeAsync();
    }

    [Fact] // §3.1; RFC 8705 keeps the token type Bearer
    public async Task The_access_token_names_the_certificate()
    {
        var answer = await RedeemAsync(Confidential, _certificate);
        Assert.Equal((200, "Bearer"), (answer.Status, answer.Text("token_type")));
        var cnf = (await Answer.ReadAsync(_host, answer.AccessToken, "at+jwt")).Claims.GetProperty("cnf");
        Assert.Equal(Confirmation.ThumbprintOf(_certificate), cnf.GetProperty("x5t#S256").GetString());
        Assert.Single(cnf.EnumerateObject());
    }

    [Fact] // §3.4
    public async Task Without_a_certificate_the_client_gets_no_token()
    {
        (await RedeemAsync(Confidential, certificate: null)).IsRefused(400, "invalid_request");
        Assert.False(_host.Grants.Rows[^1].CodeUsed);
    }

    [Fact]
    public async Task A_client_that_is_not_registered_so_gets_bearer_tokens_whatever_it_shows()
    {
        var answer = await RedeemAsync(TestClients.ThirdParty, _certificate);
        Assert.False((await Answer.ReadAsync(_host, answer.AccessToken, "at+jwt")).Claims.TryGetProperty("cnf", out _));
    }

    [Fact]
    public async Task A_dpop_proof_beside_the_certificate_is_refused()
    {
        using var key = new ProofKey();
        var form = TokenCalls.CodeForm(Confidential, await _host.CodeAsync(Confidential));
        var answer = await _host.CallAsync(Confidential, TokenCalls.TokenPath, form, request =>
        {
            ShownCertificate.Show(request, _certificate);
            request.Headers.Add("DPoP", _host.Prove(key));
        });
        answer.IsRefused(400, "invalid_request");
    }

    [Fact] // §3
    public async Task At_userinfo_the_token_needs_that_certificate()
    {
        var token = (await RedeemAsync(Confidential, _certificate)).AccessToken;
        Assert.Equal(200, (await UserInfoAsync($"Bearer {token}", _certificate)).Status);
        (await UserInfoAsync($"Bearer {token}", _other)).IsRefused(401, "invalid_token");
        (await UserInfoAsync($"Bearer {token}", certificate: null)).IsRefused(401, "invalid_token");
        (await UserInfoAsync($"DPoP {token}", _certificate)).IsRefused(401, "invalid_token");
    }

    [Fact] // §3.2
    public async Task Introspection_names_the_certificate()
    {
        var token = (await RedeemAsync(Confidential, _certificate)).AccessToken;
        var described = await _host.CallAsync(Confidential, "/connect/introspect", ("token", token));
        Assert.Equal("Bearer", described.Text("token_type"));
        Assert.Equal(Confirmation.ThumbprintOf(_certificate), described.Body.GetProperty("cnf").GetProperty("x5t#S256").GetString());
    }

    [Fact] // §4
    public async Task The_refresh_token_of_a_public_client_is_bound_to_the_certificate()
    {
        var first = await RedeemAsync(Public, _certificate);
        (await RefreshAsync(Public, first.RefreshToken, _other)).IsRefused(400, "invalid_grant");
        Assert.Null(_host.Grants.Rows[^1].Revoked);
        Assert.Equal(200, (await RefreshAsync(Public, first.RefreshToken, _certificate)).Status);
    }

    [Fact] // §6.3: a confidential client may get a new certificate
    public async Task A_confidential_client_may_change_its_certificate()
    {
        var first = await RedeemAsync(Confidential, _certificate);
        var second = await RefreshAsync(Confidential, first.RefreshToken, _other);
        var cnf = (await Answer.ReadAsync(_host, second.AccessToken, "at+jwt")).Claims.GetProperty("cnf");
        Assert.Equal(Confirmation.ThumbprintOf(_other), cnf.GetProperty("x5t#S256").GetString());
    }

    [Fact] // §3.3
    public async Task The_metadata_says_so_where_certificates_can_be_shown()
    {
        await using var host = await EngineHost.StartAsync(ShowCertificates);
        const string Member = "tls_client_certificate_bound_access_tokens";
        var document = await Answer.OfAsync(await host.GetAsync("/.well-known/openid-configuration"));
        Assert.True(document.Body.GetProperty(Member).GetBoolean());
        Assert.False((await Answer.OfAsync(await _host.GetAsync("/.well-known/openid-configuration"))).Has(Member));
    }

    [Fact] // RFC 9449 §4.3: an endpoint has the address of its alias too (RFC 8705 §5)
    public async Task A_dpop_proof_may_name_the_address_for_certificates()
    {
        await using var host = await EngineHost.StartAsync(ShowCertificates);
        using var key = new ProofKey();
        (string, string)[] form = [("grant_type", "client_credentials"), ("scope", "api.read")];
        var proof = key.Prove("POST", "https://mtls.idp.example:3011/connect/token", host.Time.GetUtcNow());
        Assert.Equal(200, (await host.TokenAsync(TestClients.Machine, proof, form)).Status);
        var elsewhere = key.Prove("POST", "https://mtls.idp.example:3011/connect/token", _host.Time.GetUtcNow());
        (await _host.TokenAsync(TestClients.Machine, elsewhere, form)).IsRefused(400, "invalid_dpop_proof");
    }

    [Fact]
    public void A_client_is_not_registered_for_two_keys() =>
        Assert.Contains(
            ClientRules.Check(Confidential with { DpopBoundAccessTokens = true }), broken => broken.Member == "dpop_bound_access_tokens");

    private static void ShowCertificates(OidcEngineOptions options) =>
        options.MutualTls = new MutualTlsOptions { BaseAddress = "https://mtls.idp.example:3011" };

    private async Task<Answer> RedeemAsync(Client client, X509Certificate2? certificate) =>
        await CallAsync(client, certificate, TokenCalls.CodeForm(client, await _host.CodeAsync(client)));

    private Task<Answer> RefreshAsync(Client client, string refreshToken, X509Certificate2 certificate) =>
        CallAsync(client, certificate, ("grant_type", "refresh_token"), ("refresh_token", refreshToken));

    private Task<Answer> CallAsync(Client client, X509Certificate2? certificate, params (string, string)[] form) =>
        _host.CallAsync(client, TokenCalls.TokenPath, form, request =>
        {
            if (certificate is not null) ShownCertificate.Show(request, certificate);
        });

    private async Task<Answer> UserInfoAsync(string authorization, X509Certificate2? certificate)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/connect/userinfo");
        request.Headers.TryAddWithoutValidation("Authorization", authorization);
        if (certificate is not null) ShownCertificate.Show(request, certificate);
        return await Answer.OfAsync(await _host.SendAsync(request));
    }
}
