using System.Text;
using OidcEngine.Clients;
using OidcEngine.Tests.Host;

namespace OidcEngine.Tests.Clients.Authentication;

/// <summary>OIDC Core §9, <c>client_secret_jwt</c>.</summary>
public sealed class ClientSecretJwtTests : IAsyncLifetime
{
    private const string ClientId = "hmac";
    private const string Secret = "a-secret-of-64-octets-which-is-just-enough-for-every-algorithm-x";

    private EngineHost _host = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await EngineHost.StartAsync();
        Put(Secret);
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData("HS256")]
    [InlineData("HS384")]
    [InlineData("HS512")]
    public async Task An_hmac_of_the_secret_authenticates(string alg) => await AssertStatusAsync(200, Make().Mac(Octets(Secret), alg));

    [Fact]
    public async Task Another_secret_does_not() => await AssertStatusAsync(401, Make().Mac(Octets(Secret + "x")));

    [Fact]
    public async Task Its_hash_is_no_secret() =>
        await AssertStatusAsync(401, Make().Mac(ClientMetadata.HashSecret(Secret, null).Sha256));

    [Fact] // item 7
    public async Task It_counts_once()
    {
        var assertion = Make().Mac(Octets(Secret));
        await AssertStatusAsync(200, assertion);
        await AssertStatusAsync(401, assertion);
    }

    [Theory]
    [InlineData("iss", "\"other\"")]
    [InlineData("sub", "\"machine\"")]
    [InlineData("aud", "\"https://other.example\"")]
    [InlineData("exp", "1")]
    [InlineData("jti", null)]
    public async Task The_claims_are_checked_as_those_of_a_signature(string claim, string? value) =>
        await AssertStatusAsync(401, Make().With(claim, value).Mac(Octets(Secret)));

    [Fact]
    public async Task Only_the_registered_algorithm_is_taken()
    {
        _host.Clients.Change(ClientId, client => client with { TokenEndpointAuthSigningAlg = "HS512" });
        await AssertStatusAsync(200, Make().Mac(Octets(Secret), "HS512"));
        await AssertStatusAsync(401, Make().Mac(Octets(Secret), "HS256"));
    }

    [Fact] // RFC 7518 §3.2
    public async Task A_secret_shorter_than_the_hash_is_none()
    {
        Put("0123456789-0123456789-0123456789");
        await AssertStatusAsync(200, Make().Mac(Octets("0123456789-0123456789-0123456789")));
        await AssertStatusAsync(401, Make().Mac(Octets("0123456789-0123456789-0123456789"), "HS384"));
        Put("short");
        await AssertStatusAsync(401, Make().Mac(Octets("short")));
        Put("");
        await AssertStatusAsync(401, Make().Mac([]));
    }

    [Fact]
    public async Task While_a_secret_is_replaced_both_work_until_the_old_one_ends()
    {
        var end = _host.Time.GetUtcNow().AddHours(1);
        _host.Clients.Change(ClientId, client => client with
        {
            Secrets = [Keep(Secret, end), Keep("the-new-" + Secret)],
        });
        await AssertStatusAsync(200, Make().Mac(Octets(Secret)));
        await AssertStatusAsync(200, Make().Mac(Octets("the-new-" + Secret)));
        _host.Time.Advance(TimeSpan.FromHours(1));
        await AssertStatusAsync(401, Make().Mac(Octets(Secret)));
        await AssertStatusAsync(200, Make().Mac(Octets("the-new-" + Secret)));
    }

    [Fact] // RFC 8725 §2.1
    public async Task A_signature_is_not_taken_though_keys_are_registered()
    {
        using var key = TestKeys.ES256("k1");
        _host.Clients.Change(ClientId, client => client with { Jwks = TestKeys.Jwks(key) });
        await AssertStatusAsync(401, Make().Sign(key));
    }

    [Theory]
    [InlineData("none")]
    [InlineData("hs256")]
    [InlineData("HS1")]
    public async Task No_other_algorithm_is_taken(string alg)
    {
        await AssertStatusAsync(401, Make().Mac(Octets(Secret), alg));
        await AssertStatusAsync(401, new TestAssertion(ClientId, _host.Time.GetUtcNow()).WithHeader("alg", $"\"{alg}\"").Unsigned());
    }

    [Fact]
    public async Task The_secret_itself_is_not_sent_and_does_not_count()
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/connect/token")
        {
            Content = new FormUrlEncodedContent([new("grant_type", "client_credentials")]),
        };
        request.Headers.Authorization = TokenCalls.Basic(ClientId, Secret);
        (await Answer.OfAsync(await _host.SendAsync(request))).IsRefused(401, "invalid_client");
    }

    private static byte[] Octets(string secret) => Encoding.UTF8.GetBytes(secret);

    private static ClientSecret Keep(string secret, DateTimeOffset? expiresAt = null) =>
        ClientMetadata.KeepSecret(secret, expiresAt, "client_secret_jwt");

    private void Put(string secret) => _host.Clients.Put(TestClients.Machine with
    {
        ClientId = ClientId,
        TokenEndpointAuthMethod = "client_secret_jwt",
        Secrets = [Keep(secret)],
    });

    private TestAssertion Make() => new(ClientId, _host.Time.GetUtcNow());

    private async Task AssertStatusAsync(int status, string assertion)
    {
        var answer = await Answer.OfAsync(await _host.PostAsync("/connect/token",
        [
            new("grant_type", "client_credentials"), new("client_assertion_type", TestAssertion.Type), new("client_assertion", assertion),
        ]));
        Assert.Equal(status, answer.Status);
    }
}
