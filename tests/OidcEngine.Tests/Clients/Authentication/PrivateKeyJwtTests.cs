using System.Text;
using System.Text.Json.Nodes;
using Jose;
using OidcEngine.Clients;
using OidcEngine.Clients.Keys;
using OidcEngine.Replay;
using OidcEngine.Tests.Fakes;
using OidcEngine.Tests.Host;

namespace OidcEngine.Tests.Clients.Authentication;

/// <summary>RFC 7523 §3 and OIDC Core §9 at the token endpoint, each rule by breaking it.</summary>
public sealed class PrivateKeyJwtTests : IAsyncLifetime
{
    private const string ClientId = "signer";

    private static readonly SigningKey Key = TestKeys.ES256("k1");
    private static readonly SigningKey Stranger = TestKeys.ES256("k1");

    private EngineHost _host = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await EngineHost.StartAsync(options => options.AllowPrivateNetworks = true);
        _host.Clients.Put(Signer(ClientId, TestKeys.Jwks(Key)));
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task An_assertion_of_a_registered_key_authenticates() => await AssertTakenAsync(Make().Sign(Key));

    [Theory] // RFC 7521 §4.2: client_id may be there, and must then be the same
    [InlineData(ClientId, 200)]
    [InlineData("machine", 400)]
    [InlineData("SIGNER", 400)]
    public async Task Client_id_beside_the_assertion_must_agree(string clientId, int status) =>
        Assert.Equal(status, (await CallAsync(Make().Sign(Key), ("client_id", clientId))).Status);

    [Theory] // item 1, 2; OIDC Core §9
    [InlineData("iss", null)]
    [InlineData("iss", "\"machine\"")]
    [InlineData("iss", "\"Signer\"")]
    [InlineData("iss", "\"signer \"")]
    [InlineData("iss", "[\"signer\"]")]
    [InlineData("sub", null)]
    [InlineData("sub", "\"machine\"")]
    [InlineData("sub", "7")]
    [InlineData("sub", "\"\"")]
    public async Task Issuer_and_subject_must_be_the_client(string claim, string? value) =>
        await AssertRefusedAsync(Make().With(claim, value).Sign(Key));

    [Theory] // item 3
    [InlineData("\"https://idp.example\"", 200)]
    [InlineData("[\"https://idp.example\"]", 200)]
    [InlineData(null, 401)]
    [InlineData("[]", 401)]
    [InlineData("\"https://idp.example/\"", 401)]
    [InlineData("\"https://IDP.example\"", 401)]
    [InlineData("\"http://idp.example\"", 401)]
    [InlineData("\"https://idp.example/connect/token\"", 401)]
    [InlineData("\"https://other.example\"", 401)]
    [InlineData("[\"https://idp.example\",\"https://other.example\"]", 401)]
    [InlineData("[\"https://idp.example\",\"https://idp.example\"]", 401)]
    [InlineData("[[\"https://idp.example\"]]", 401)]
    [InlineData("{\"aud\":\"https://idp.example\"}", 401)]
    public async Task The_audience_is_the_issuer_and_nothing_else(string? audience, int status) =>
        Assert.Equal(status, (await CallAsync(Make().With("aud", audience).Sign(Key))).Status);

    [Fact]
    public async Task The_token_endpoint_is_an_audience_for_those_registered_so()
    {
        _host.Clients.Change(ClientId, client => client with { AcceptTokenEndpointAudience = true });
        await AssertTakenAsync(Make().With("aud", "\"https://idp.example/connect/token\"").Sign(Key));
        await AssertTakenAsync(Make().Sign(Key));
        await AssertRefusedAsync(Make().With("aud", "\"https://idp.example/connect/revocation\"").Sign(Key));
        await AssertRefusedAsync(Make().With("aud", "[\"https://idp.example\",\"https://idp.example/connect/token\"]").Sign(Key));
    }

    [Fact] // item 4
    public async Task An_assertion_ends_and_not_later_than_in_an_hour()
    {
        var now = ManualTime.Start.ToUnixTimeSeconds();
        await AssertRefusedAsync(Make().With("exp", null).Sign(Key));
        await AssertRefusedAsync(Make().With("exp", "\"soon\"").Sign(Key));
        await AssertRefusedAsync(Make().With("exp", $"{now - 31}").Sign(Key));
        await AssertRefusedAsync(Make().With("exp", $"{now + 3601}").Sign(Key));
        await AssertRefusedAsync(Make().With("exp", "99999999999999").Sign(Key));
        await AssertTakenAsync(Make().With("exp", $"{now + 3600}").Sign(Key));
        await AssertTakenAsync(Make().With("exp", $"{now + 1}.5").Sign(Key));
    }

    [Theory] // item 5, item 6
    [InlineData("nbf", 300)]
    [InlineData("iat", 300)]
    public async Task An_assertion_of_the_future_is_refused(string claim, int seconds) =>
        await AssertRefusedAsync(Make().With(claim, $"{ManualTime.Start.ToUnixTimeSeconds() + seconds}").Sign(Key));

    [Fact] // item 7; OIDC Core §9: jti is required, and counts once
    public async Task An_assertion_counts_once()
    {
        var assertion = Make().Sign(Key);
        await AssertTakenAsync(assertion);
        await AssertRefusedAsync(assertion);
        await AssertRefusedAsync(Make().With("jti", JsonNode.Parse(IdOf(assertion))!.ToJsonString()).Sign(Key)); // resigned, the same id
        await AssertRefusedAsync(Make().With("jti", null).Sign(Key));
        await AssertRefusedAsync(Make().With("jti", "\"\"").Sign(Key));
        await AssertRefusedAsync(Make().With("jti", "1").Sign(Key));
    }

    [Fact]
    public async Task It_counts_once_at_all_endpoints_together()
    {
        var assertion = Make().Sign(Key);
        await AssertTakenAsync(assertion);
        foreach (var path in new[] { "/connect/introspect", "/connect/revocation" })
            (await CallAsync(assertion, path, ("token", "x"))).IsRefused(401, "invalid_client");
    }

    [Fact]
    public async Task Of_parallel_uses_one_counts()
    {
        var assertion = Make().Sign(Key);
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => CallAsync(assertion))));
        Assert.Single(answers, answer => answer.Status == 200);
        Assert.Equal(19, answers.Count(answer => answer.Status == 401));
    }

    [Fact]
    public async Task An_id_is_used_up_by_what_fits_alone_and_is_the_clients_own()
    {
        await AssertRefusedAsync(Make().With("jti", "\"kept\"").Sign(Stranger));
        await AssertRefusedAsync(Make().With("jti", "\"kept\"").With("aud", "\"https://other.example\"").Sign(Key));
        Assert.Empty(_host.Get<InMemoryTakenIds>().Taken);

        using var otherKey = TestKeys.ES256("k2");
        _host.Clients.Put(Signer("other-signer", TestKeys.Jwks(otherKey)));
        Assert.Equal(200, (await CallAsync(new TestAssertion("other-signer", _host.Time.GetUtcNow()).With("jti", "\"kept\"").Sign(otherKey))).Status);
        await AssertTakenAsync(Make().With("jti", "\"kept\"").Sign(Key));
    }

    [Fact]
    public async Task An_id_is_remembered_for_longer_than_its_assertion_is_taken()
    {
        await AssertTakenAsync(Make().Sign(Key));
        var (taken, until) = Assert.Single(_host.Get<InMemoryTakenIds>().Taken);
        Assert.Equal((TakenIdKind.ClientAssertion, ClientId), (taken.Kind, taken.Owner));
        Assert.True(until > _host.Time.GetUtcNow().AddSeconds(60 + 30));
    }

    [Theory] // RFC 8725 §2.1, §3.1
    [InlineData("none")]
    [InlineData("None")]
    [InlineData("NONE")]
    [InlineData("")]
    [InlineData("es256")]
    [InlineData("RS1")]
    public async Task An_assertion_without_a_signature_is_refused(string alg)
    {
        var unsigned = Make().WithHeader("alg", $"\"{alg}\"").WithHeader("kid", "\"k1\"").Unsigned();
        await AssertRefusedAsync(unsigned);
        await AssertRefusedAsync(unsigned + "AAAA");
    }

    [Theory] // the public key taken for a secret, in the forms in which libraries take it
    [InlineData("HS256")]
    [InlineData("HS384")]
    [InlineData("HS512")]
    public async Task A_public_key_is_no_secret(string alg)
    {
        using var pair = System.Security.Cryptography.ECDsa.Create(System.Security.Cryptography.ECCurve.NamedCurves.nistP256);
        pair.ImportPkcs8PrivateKey(Key.ExportPkcs8(), out _);
        byte[][] publicForms =
        [
            pair.ExportSubjectPublicKeyInfo(), Encoding.ASCII.GetBytes(pair.ExportSubjectPublicKeyInfoPem()),
            Encoding.UTF8.GetBytes(TestKeys.Jwks(Key)), Encoding.ASCII.GetBytes(Key.PublicKey.X!),
        ];
        foreach (var secret in publicForms)
            await AssertRefusedAsync(Make().WithHeader("kid", "\"k1\"").Mac(secret, alg));
    }

    [Fact] // and so none is in another direction: no secret where keys are registered
    public async Task A_secret_is_not_a_key()
    {
        _host.Clients.Change(ClientId, client => client with
        {
            Secrets = [ClientMetadata.KeepSecret(TestClients.Secret, null, "client_secret_jwt")],
        });
        await AssertRefusedAsync(Make().Mac(Encoding.UTF8.GetBytes(TestClients.Secret)));
    }

    [Fact]
    public async Task Only_the_registered_algorithm_is_taken()
    {
        using var rsa = SigningKey.Generate("PS256", "r1");
        using var sameAsRs256 = SigningKey.Import("RS256", "r1", rsa.ExportPkcs8());
        var withoutAlg = TestKeys.Jwks(rsa).Replace("\"alg\":\"PS256\",", "", StringComparison.Ordinal);
        _host.Clients.Put(Signer(ClientId, withoutAlg) with { TokenEndpointAuthSigningAlg = "PS256" });
        await AssertTakenAsync(Make().Sign(rsa));
        await AssertRefusedAsync(Make().Sign(sameAsRs256));
    }

    [Fact] // RFC 7515 §4.1.4: kid is a hint among the registered keys
    public async Task Keys_are_found_by_kid_among_the_registered_ones()
    {
        await AssertRefusedAsync(Make().Sign(Stranger));
        await AssertRefusedAsync(Make().WithHeader("kid", "\"k9\"").Sign(Key));
        await AssertRefusedAsync(Make().WithHeader("kid", "\"K1\"").Sign(Key));
        await AssertRefusedAsync(Make().WithHeader("kid", "\"../k1\"").Sign(Key));
        await AssertRefusedAsync(Make().WithHeader("kid", "7").Sign(Key));
        await AssertRefusedAsync(Make().WithHeader("kid", "null").Sign(Key));

        using var second = TestKeys.ES256("k2");
        _host.Clients.Put(Signer(ClientId, TestKeys.Jwks(Key, second)));
        await AssertTakenAsync(Make().Sign(second));
    }

    [Fact]
    public async Task A_key_of_another_client_is_not_this_ones()
    {
        using var other = TestKeys.ES256("k1");
        _host.Clients.Put(Signer("other-signer", TestKeys.Jwks(other)));
        await AssertRefusedAsync(Make().Sign(other));
    }

    [Fact] // RFC 8725 §3.10; the token cannot say where its key is
    public async Task Keys_that_the_assertion_brings_along_are_not_looked_at()
    {
        await using var peer = await ClientPeer.StartAsync();
        peer.Serve(TestKeys.Jwks(Stranger));
        var jwk = JsonNode.Parse(TestKeys.Jwks(Stranger))!["keys"]![0]!.ToJsonString();
        await AssertRefusedAsync(Make().WithHeader("jwk", jwk).Sign(Stranger));
        await AssertRefusedAsync(Make().WithHeader("jku", $"\"{peer.Address("/jwks")}\"").Sign(Stranger));
        await AssertRefusedAsync(Make().WithHeader("x5u", $"\"{peer.Address("/jwks")}\"").Sign(Stranger));
        await AssertRefusedAsync(Make().WithHeader("crit", "[\"exp\"]").Sign(Key));
        Assert.Equal(0, peer.Calls);
    }

    [Theory] // RFC 8725 §3.11
    [InlineData("JWT", 200)]
    [InlineData("jwt", 200)]
    [InlineData("client-authentication+jwt", 200)]
    [InlineData("application/client-authentication+jwt", 200)]
    [InlineData("at+jwt", 401)]
    [InlineData("dpop+jwt", 401)]
    [InlineData("logout+jwt", 401)]
    [InlineData("oauth-authz-req+jwt", 401)]
    [InlineData("JWE", 401)]
    public async Task Other_kinds_of_tokens_are_no_assertions(string typ, int status) =>
        Assert.Equal(status, (await CallAsync(Make().WithHeader("typ", $"\"{typ}\"").Sign(Key))).Status);

    [Theory] // RFC 7521 §4.2
    [InlineData(null)]
    [InlineData("urn:ietf:params:oauth:client-assertion-type:saml2-bearer")]
    [InlineData("urn:ietf:params:oauth:client-assertion-type:JWT-BEARER")]
    [InlineData("urn:ietf:params:oauth:client-assertion-type:jwt-bearer ")]
    [InlineData("urn:ietf:params:oauth:grant-type:jwt-bearer")]
    [InlineData("jwt-bearer")]
    public async Task The_type_of_the_assertion_is_exact(string? type)
    {
        List<(string, string)> form = [("grant_type", "client_credentials"), ("client_assertion", Make().Sign(Key))];
        if (type is not null) form.Add(("client_assertion_type", type));
        (await PostAsync("/connect/token", [.. form])).IsRefused(401, "invalid_client");
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("..")]
    [InlineData("a.b.c")]
    [InlineData("e30.e30.")]
    [InlineData("e30.e30.e30.e30")]
    [InlineData("eyJhbGciOiJFUzI1NiJ9.e30")]
    [InlineData("eyJhbGciOiJFUzI1NiJ9.W10.AAAA")]
    [InlineData("eyJhbGciOiJFUzI1NiJ9 .e30.AAAA")]
    public async Task What_is_no_token_is_a_failed_attempt(string assertion) => await AssertRefusedAsync(assertion);

    [Fact]
    public async Task A_huge_assertion_is_refused() =>
        await AssertRefusedAsync(Make().With("filler", $"\"{new string('x', 20_000)}\"").Sign(Key));

    [Fact] // RFC 6749 §2.3
    public async Task Another_method_beside_the_assertion_is_refused()
    {
        (await CallAsync(Make().Sign(Key), ("client_id", ClientId), ("client_secret", "x"))).IsRefused(400, "invalid_request");
        var request = new HttpRequestMessage(HttpMethod.Post, "/connect/token") { Content = Form(Make().Sign(Key)) };
        request.Headers.Authorization = TokenCalls.Basic(ClientId, "x");
        (await Answer.OfAsync(await _host.SendAsync(request))).IsRefused(400, "invalid_request");
        Assert.Empty(_host.Get<InMemoryTakenIds>().Taken);
    }

    [Fact]
    public async Task An_assertion_in_the_uri_is_not_read() =>
        (await PostAsync(
            $"/connect/token?client_assertion={Make().Sign(Key)}&client_assertion_type={Uri.EscapeDataString(TestAssertion.Type)}",
            ("grant_type", "client_credentials"))).IsRefused(400, "invalid_request");

    [Fact]
    public async Task A_client_of_this_method_has_no_other()
    {
        (await PostAsync("/connect/token", ("grant_type", "client_credentials"), ("client_id", ClientId))).IsRefused(401, "invalid_client");
        _host.Clients.Change("machine", client => client with { Jwks = TestKeys.Jwks(Key) }); // its keys sign requests, and do not authenticate
        await AssertRefusedAsync(new TestAssertion("machine", _host.Time.GetUtcNow()).Sign(Key));
        Assert.Empty(_host.Get<InMemoryTakenIds>().Taken);
    }

    [Fact]
    public async Task An_unknown_client_looks_like_a_wrong_key()
    {
        var wrong = await CallAsync(Make().Sign(Stranger));
        var unknown = await CallAsync(new TestAssertion("nobody", _host.Time.GetUtcNow()).Sign(Stranger));
        _host.Clients.Change(ClientId, client => client with { Enabled = false });
        var disabled = await CallAsync(Make().Sign(Key));
        Assert.Equal((401, 401, 401), (wrong.Status, unknown.Status, disabled.Status));
        Assert.Equal(wrong.Body.GetRawText(), unknown.Body.GetRawText());
        Assert.Equal(wrong.Body.GetRawText(), disabled.Body.GetRawText());
    }

    [Fact] // OIDC Core §10.1.1
    public async Task Published_keys_rotate_without_anyone_here_being_told()
    {
        await using var peer = await ClientPeer.StartAsync();
        peer.Serve(TestKeys.Jwks(Key));
        _host.Clients.Put(Signer(ClientId, null) with { JwksUri = peer.Address("/jwks") });
        await AssertTakenAsync(Make().Sign(Key));

        using var next = TestKeys.ES256("k2");
        peer.Serve(TestKeys.Jwks(Key, next), "application/jwk-set+json");
        _host.Time.Advance(PublishedKeys.BetweenReadings);
        await AssertTakenAsync(Make().Sign(next));
        await AssertTakenAsync(Make().Sign(Key));

        peer.Serve(TestKeys.Jwks(next));
        _host.Time.Advance(PublishedKeys.Fresh);
        await AssertRefusedAsync(Make().Sign(Key));
        await AssertTakenAsync(Make().Sign(next));
    }

    [Theory]
    [InlineData("ES256")]
    [InlineData("ES384")]
    [InlineData("PS256")]
    [InlineData("RS256")]
    public async Task Every_advertised_algorithm_works(string alg)
    {
        using var key = SigningKey.Generate(alg, "alg");
        _host.Clients.Put(Signer(ClientId, TestKeys.Jwks(key)));
        await AssertTakenAsync(Make().Sign(key));
    }

    [Fact]
    public async Task The_reason_is_recorded_and_not_told()
    {
        var answer = await CallAsync(Make().With("aud", "\"https://other.example\"").Sign(Key));
        Assert.Equal("Client authentication failed.", answer.Body.GetProperty("error_description").GetString());
        Assert.Contains("client-assertion-aud", Assert.Single(_host.Audit.Entries).Detail, StringComparison.Ordinal);
    }

    private static Client Signer(string clientId, string? jwks) => TestClients.Machine with
    {
        ClientId = clientId,
        TokenEndpointAuthMethod = "private_key_jwt",
        Secrets = [],
        Jwks = jwks,
    };

    private static FormUrlEncodedContent Form(string assertion, params (string Name, string Value)[] more) => new(
    [
        new("grant_type", "client_credentials"), new("client_assertion_type", TestAssertion.Type), new("client_assertion", assertion),
        .. more.Select(pair => KeyValuePair.Create(pair.Name, pair.Value)),
    ]);

    private static string IdOf(string assertion) => UnverifiedJwt.TryRead(assertion, 10_000, out var jwt) ? $"\"{jwt.String("jti")}\"" : "";

    private TestAssertion Make() => new(ClientId, _host.Time.GetUtcNow());

    private Task<Answer> CallAsync(string assertion, params (string Name, string Value)[] more) => CallAsync(assertion, "/connect/token", more);

    private async Task<Answer> CallAsync(string assertion, string path, params (string Name, string Value)[] more) => await Answer.OfAsync(
        await _host.SendAsync(new HttpRequestMessage(HttpMethod.Post, path) { Content = Form(assertion, more) }));

    private async Task<Answer> PostAsync(string path, params (string Name, string Value)[] form) => await Answer.OfAsync(
        await _host.PostAsync(path, form.Select(pair => KeyValuePair.Create(pair.Name, pair.Value))));

    private async Task AssertTakenAsync(string assertion) => Assert.Equal(200, (await CallAsync(assertion)).Status);

    private async Task AssertRefusedAsync(string assertion) => (await CallAsync(assertion)).IsRefused(401, "invalid_client");
}
