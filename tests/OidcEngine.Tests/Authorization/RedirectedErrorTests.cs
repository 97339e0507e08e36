using OidcEngine.Tests.Host;

namespace OidcEngine.Tests.Authorization;

/// <summary>RFC 6749 §4.1.2.1: once client and redirect URI are proven, the client is told what is wrong.</summary>
public sealed class RedirectedErrorTests
{
    private static readonly AuthorizeRequest Good = AuthorizeRequest.Of(TestClients.FirstParty);

    public static TheoryData<string, string, string> Requests => new()
    {
        // RFC 6749 §3.1: no parameter twice
        { "state doubled", Good.Adding("state", "other").Query, "invalid_request" },
        { "scope doubled", Good.Adding("scope", "openid").Query, "invalid_request" },
        { "response_type doubled", Good.Adding("response_type", "code").Query, "invalid_request" },
        { "code_challenge doubled", Good.Adding("code_challenge", AuthorizeRequest.Challenge).Query, "invalid_request" },
        { "nonce doubled", Good.Adding("nonce", "other").Query, "invalid_request" },
        { "prompt doubled", Good.Adding("prompt", "login").Adding("prompt", "none").Query, "invalid_request" },
        { "an unknown parameter doubled", Good.Adding("x", "1").Adding("x", "2").Query, "invalid_request" },
        // RFC 6749 §4.1.1 response_type
        { "response_type missing", Good.Without("response_type").Query, "invalid_request" },
        { "response_type empty", Good.With("response_type", "").Query, "invalid_request" },
        { "response_type in another case", InQuery("Code"), "unsupported_response_type" },
        { "response_type none", Good.With("response_type", "none").Query, "unsupported_response_type" },
        { "response_type hybrid in the query", InQuery("code id_token"), "unsupported_response_type" },
        // Multiple Response Type Encoding Practices §2.1
        { "response_mode unknown", Good.With("response_mode", "web_message").Query, "invalid_request" },
        { "response_mode in another case", Good.With("response_mode", "Query").Query, "invalid_request" },
        // OIDC Core §3.1.2.6
        { "request object", Good.With("request", "eyJhbGciOiJub25lIn0.e30.").Query, "invalid_request_object" },
        { "request object by reference", Good.With("request_uri", "https://first.example/r").Query, "invalid_request_uri" },
        { "registration", Good.With("registration", "{}").Query, "registration_not_supported" },
        // RFC 7636 §4.4.1 and RFC 9700 §2.1.1
        { "code_challenge missing", Good.Without("code_challenge").Without("code_challenge_method").Query, "invalid_request" },
        { "code_challenge empty", Good.With("code_challenge", "").Query, "invalid_request" },
        { "code_challenge_method missing, which means plain", Good.Without("code_challenge_method").Query, "invalid_request" },
        { "code_challenge_method plain", Good.With("code_challenge_method", "plain").Query, "invalid_request" },
        { "code_challenge_method in another case", Good.With("code_challenge_method", "s256").Query, "invalid_request" },
        { "code_challenge_method unknown", Good.With("code_challenge_method", "S512").Query, "invalid_request" },
        { "code_challenge too short", Good.With("code_challenge", new string('a', 42)).Query, "invalid_request" },
        { "code_challenge too long", Good.With("code_challenge", new string('a', 129)).Query, "invalid_request" },
        { "code_challenge padded", Good.With("code_challenge", AuthorizeRequest.Challenge[..42] + "=").Query, "invalid_request" },
        { "code_challenge in plain base64", Good.With("code_challenge", AuthorizeRequest.Challenge[..42] + "+").Query, "invalid_request" },
        { "code_challenge not ASCII", Good.With("code_challenge", AuthorizeRequest.Challenge[..42] + "é").Query, "invalid_request" },
        // RFC 6749 §3.3
        { "scope missing", Good.Without("scope").Query, "invalid_scope" },
        { "scope empty", Good.With("scope", "").Query, "invalid_scope" },
        { "scope unknown", Good.With("scope", "openid everything").Query, "invalid_scope" },
        { "scope in another case", Good.With("scope", "OpenID").Query, "invalid_scope" },
        { "scope with a character that scopes do not have", Good.With("scope", "openid \"x\"").Query, "invalid_scope" },
        // RFC 9068 §3 and RFC 8707 §2
        { "scopes of two resources", Good.With("scope", "openid api.read files.read").Query, "invalid_scope" },
        { "resource unknown", Good.With("resource", "https://evil.example").Query, "invalid_target" },
        { "resource relative", Good.With("resource", "/api").Query, "invalid_target" },
        { "resource with a fragment", Good.With("resource", TestResources.Api + "#x").Query, "invalid_target" },
        // OIDC Core §3.1.2.1
        { "prompt unknown", Good.With("prompt", "create").Query, "invalid_request" },
        { "prompt in another case", Good.With("prompt", "None").Query, "invalid_request" },
        { "prompt none with login", Good.With("prompt", "none login").Query, "invalid_request" },
        { "prompt none with consent", Good.With("prompt", "consent none").Query, "invalid_request" },
        { "max_age negative", Good.With("max_age", "-1").Query, "invalid_request" },
        { "max_age a fraction", Good.With("max_age", "1.5").Query, "invalid_request" },
        { "max_age in words", Good.With("max_age", "ten").Query, "invalid_request" },
        { "max_age with a sign", Good.With("max_age", "+10").Query, "invalid_request" },
        { "max_age in Arabic digits", Good.With("max_age", "١٠").Query, "invalid_request" },
        { "nonce too long", Good.With("nonce", new string('n', 513)).Query, "invalid_request" },
        { "id_token_hint that is no token", Good.With("id_token_hint", "abc").Query, "invalid_request" },
        { "id_token_hint unsigned", Good.With("id_token_hint", "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhbGljZSJ9.").Query, "invalid_request" },
    };

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task What_is_wrong_with_a_proven_client_s_request_is_told_to_the_client(string what, string query, string error)
    {
        await using var host = await EngineHost.StartAsync();

        using var response = await host.GetAsync("/connect/authorize?" + query, host.SignIn());

        Assert.StartsWith("https://first.example/callback?", response.Location(), StringComparison.Ordinal);
        var told = response.Parameters();
        Assert.Equal(error, told["error"]);
        Assert.Equal(EngineHost.Issuer, told["iss"]); // RFC 9207 §2: error responses too
        Assert.Equal(what == "state doubled" ? null : AuthorizeRequest.State, told.GetValueOrDefault("state"));
        Assert.False(told.ContainsKey("code"));
        Assert.Empty(host.Grants.Rows);
        Assert.Equal(0, host.Transactions.Added);
    }

    [Theory] // RFC 6749 §4.2.2.1, Multiple Response Types §5: clients of these types listen at the fragment
    [InlineData("token")]
    [InlineData("id_token")]
    [InlineData("code id_token")]
    [InlineData("code token id_token")]
    public async Task Implicit_and_hybrid_types_are_refused_in_the_fragment(string responseType)
    {
        await using var host = await EngineHost.StartAsync();

        using var response = await host.GetAsync(Good.With("response_type", responseType).Url, host.SignIn());

        Assert.StartsWith("https://first.example/callback#error=unsupported_response_type&", response.Location(), StringComparison.Ordinal);
    }

    [Fact] // RFC 6749 §4.1.2.1 unauthorized_client
    public async Task A_client_without_the_grant_type_gets_no_code()
    {
        await using var host = await EngineHost.StartAsync();
        var request = AuthorizeRequest.Of(TestClients.Machine).With("scope", "api.read");

        using var response = await host.GetAsync(request.Url, host.SignIn());

        Assert.Equal("unauthorized_client", response.Parameters()["error"]);
    }

    [Fact] // RFC 6749 §4.1.2.1 unauthorized_client
    public async Task A_client_that_is_not_registered_for_the_response_type_gets_no_code()
    {
        await using var host = await EngineHost.StartAsync();
        host.Clients.Change("first", client => client with { ResponseTypes = [] });

        using var response = await host.GetAsync(Good.Url, host.SignIn());

        Assert.Equal("unauthorized_client", response.Parameters()["error"]);
    }

    [Fact] // RFC 6749 §3.3: each client asks within its own registration
    public async Task A_scope_that_the_client_is_not_registered_for_is_refused()
    {
        await using var host = await EngineHost.StartAsync();
        host.Clients.Change("first", client => client with { Scopes = ["openid", "profile"] });

        using var response = await host.GetAsync(Good.With("scope", "openid api.read").Url, host.SignIn());

        Assert.Equal("invalid_scope", response.Parameters()["error"]);
    }

    [Fact]
    public async Task A_state_that_is_too_long_is_refused_and_still_given_back()
    {
        await using var host = await EngineHost.StartAsync();
        var state = new string('s', 4097);

        using var response = await host.GetAsync(Good.With("state", state).Url, host.SignIn());

        Assert.Equal("invalid_request", response.Parameters()["error"]);
        Assert.Equal(state, response.Parameters()["state"]);
    }

    [Theory] // RFC 7636 §4.4.1: a public client cannot be registered out of PKCE
    [InlineData("none", true)]
    [InlineData("client_secret_basic", false)]
    public async Task Only_a_confidential_client_may_be_registered_to_go_without_a_challenge(string method, bool refused)
    {
        await using var host = await EngineHost.StartAsync();
        host.Clients.Put(TestClients.Legacy with { TokenEndpointAuthMethod = method });
        var request = AuthorizeRequest.Of(TestClients.Legacy).Without("code_challenge").Without("code_challenge_method");

        using var response = await host.GetAsync(request.Url, host.SignIn());

        Assert.Equal(refused, response.Parameters().ContainsKey("error"));
    }

    [Fact] // RFC 9700 §2.1.1: what is sent is enforced, so it has to be right
    public async Task A_client_that_may_go_without_a_challenge_cannot_send_a_weak_one()
    {
        await using var host = await EngineHost.StartAsync();
        var request = AuthorizeRequest.Of(TestClients.Legacy);

        using var plain = await host.GetAsync(request.With("code_challenge_method", "plain").Url, host.SignIn());
        using var alone = await host.GetAsync(request.Without("code_challenge").Url, host.SignIn());

        Assert.Equal("invalid_request", plain.Parameters()["error"]);
        Assert.Equal("invalid_request", alone.Parameters()["error"]);
    }

    private static string InQuery(string responseType) =>
        Good.With("response_type", responseType).With("response_mode", "query").Query;
}
