using System.Net;
using System.Text.Json.Nodes;
using Jose;
using OidcClient.Tests.Fakes;

namespace OidcClient.Tests.ApiAccess;

public sealed class ApiAccessTests : IAsyncLifetime
{
    private FakeProvider _provider = null!;
    private FakeApi _api = null!;

    public async ValueTask InitializeAsync()
    {
        _provider = await FakeProvider.StartAsync();
        _api = await FakeApi.StartAsync(_provider);
    }

    public async ValueTask DisposeAsync()
    {
        await _api.DisposeAsync();
        await _provider.DisposeAsync();
    }

    [Fact]
    public async Task A_good_token_lets_its_person_in()
    {
        var reply = await _api.GetAsync("/open", $"Bearer {Token()}");

        Assert.Equal((HttpStatusCode.OK, _provider.Subject), (reply.Status, reply.Body));
    }

    [Theory] // RFC 9110 §11.1: the scheme's name has no case
    [InlineData("bearer")]
    [InlineData("BEARER")]
    public async Task The_scheme_is_known_in_any_case(string scheme) =>
        Assert.Equal(HttpStatusCode.OK, (await _api.GetAsync("/open", $"{scheme} {Token()}")).Status);

    [Fact]
    public async Task Claims_keep_the_tokens_names_and_each_scope_is_one()
    {
        var claims = Claims();
        claims["amr"] = new JsonArray("pwd", "otp");
        claims["sid"] = "s1";

        var body = (await _api.GetAsync("/claims", $"Bearer {Sign(claims)}")).Body;

        string[] expected =
            ["client_id=app", "scope=openid", "scope=profile.api", "amr=pwd", "amr=otp", "sid=s1", $"sub={_provider.Subject}"];
        foreach (var claim in expected)
            Assert.Contains($"\"{claim}\"", body, StringComparison.Ordinal);
    }

    [Fact] // RFC 6750 §3.1: no error code for who sent no token
    public async Task Without_a_token_the_scheme_alone_is_named()
    {
        var reply = await _api.GetAsync("/open");

        Assert.Equal((HttpStatusCode.Unauthorized, "Bearer, DPoP algs=\"ES256 ES384 PS256 RS256\""), (reply.Status, reply.Challenge));
    }

    [Theory]
    [InlineData("Bearer")]
    [InlineData("Bearer ")]
    [InlineData("Bearer a b")]
    [InlineData("Bearer \"quoted\"")]
    [InlineData("Bearer a,b")]
    public async Task A_header_without_a_token_is_a_bad_request(string header)
    {
        var reply = await _api.GetAsync("/open", header);

        Assert.Equal(HttpStatusCode.BadRequest, reply.Status);
        Assert.StartsWith("Bearer error=\"invalid_request\"", reply.Challenge, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_Authorization_headers_are_a_bad_request() =>
        Assert.Equal(HttpStatusCode.BadRequest, (await _api.GetAsync("/open", $"Bearer {Token()}", "Bearer other")).Status);

    [Theory]
    [InlineData("Basic YTpi")]
    [InlineData("Bearerx token")]
    public async Task Another_scheme_is_no_token(string header) =>
        Assert.StartsWith("Bearer, DPoP ", (await _api.GetAsync("/open", header)).Challenge, StringComparison.Ordinal);

    [Fact] // RFC 6750 §2.3 and §2.2 are not offered
    public async Task A_token_in_query_or_form_is_not_looked_at()
    {
        Assert.Equal(HttpStatusCode.Unauthorized, (await _api.GetAsync($"/open?access_token={Token()}")).Status);
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("access_token", Token())]);
        using var response = await _api.Client.PostAsync("/open", form);
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Fact]
    public async Task An_open_endpoint_stays_open_to_a_wrong_token() =>
        Assert.Equal("nobody", (await _api.GetAsync("/anonymous", "Bearer wrong")).Body);

    [Fact] // RFC 6750 §3.1
    public async Task A_missing_scope_is_named()
    {
        var reply = await _api.GetAsync("/admin", $"Bearer {Token()}");

        Assert.Equal(HttpStatusCode.Forbidden, reply.Status);
        Assert.Contains("error=\"insufficient_scope\"", reply.Challenge, StringComparison.Ordinal);
        Assert.Contains("scope=\"admin.api\"", reply.Challenge, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_scopes_are_both_needed()
    {
        Assert.Equal(HttpStatusCode.Forbidden, (await _api.GetAsync("/both", $"Bearer {Token()}")).Status);
        Assert.Equal(HttpStatusCode.OK, (await _api.GetAsync("/both", $"Bearer {Sign(Claims("profile.api admin.api"))}")).Status);
    }

    [Theory]
    [InlineData("admin.apix")]
    [InlineData("Admin.Api")]
    [InlineData("xadmin.api")]
    [InlineData("admin.api,openid")]
    public async Task A_scope_that_only_looks_alike_is_another(string scope) =>
        Assert.Equal(HttpStatusCode.Forbidden, (await _api.GetAsync("/admin", $"Bearer {Sign(Claims(scope))}")).Status);

    [Fact]
    public async Task Who_has_the_scope_and_is_refused_is_not_told_of_scopes()
    {
        var reply = await _api.GetAsync("/never", $"Bearer {Token()}");

        Assert.Equal((HttpStatusCode.Forbidden, ""), (reply.Status, reply.Challenge));
    }

    [Fact]
    public async Task The_status_is_asked_with_the_tokens_own_names()
    {
        var claims = Claims();
        await _api.GetAsync("/open", $"Bearer {Sign(claims)}");

        Assert.Equal(((string)claims["jti"]!, "app", Guid.Parse((string)claims["gid"]!)), Assert.Single(_api.Status.Asked));
    }

    [Fact]
    public async Task A_token_that_was_revoked_is_refused()
    {
        _api.Status.IsLive = false;

        AssertInvalid(await _api.GetAsync("/open", $"Bearer {Token()}"));
    }

    [Fact]
    public async Task A_new_key_is_found_when_a_token_names_it()
    {
        await _api.GetAsync("/open", $"Bearer {Token()}");
        var next = SigningKey.Generate(JwsAlgorithms.ES256, "ec-2");
        _provider.Published.Add(next);
        _api.Time.Advance(TimeSpan.FromSeconds(6)); // the cooldown of the first fetch is over

        Assert.Equal(HttpStatusCode.OK, (await _api.GetAsync("/open", $"Bearer {_provider.Sign("at+jwt", Claims(), next)}")).Status);
        Assert.Equal(2, _provider.KeyRequests);
    }

    [Fact]
    public async Task A_flood_of_invented_key_ids_does_not_reach_the_provider()
    {
        for (var i = 0; i < 20; i++)
        {
            using var key = SigningKey.Generate(JwsAlgorithms.ES256, $"invented-{i}");
            AssertInvalid(await _api.GetAsync("/open", $"Bearer {_provider.Sign("at+jwt", Claims(), key)}"));
        }
        Assert.Equal(1, _provider.KeyRequests);
    }

    [Fact]
    public async Task Keys_that_were_learnt_serve_while_the_provider_is_away()
    {
        var token = Sign(Claims(lifetime: 20_000));
        await _api.GetAsync("/open", $"Bearer {token}");
        _provider.IsDown = true;
        _api.Time.Advance(TimeSpan.FromHours(2));

        Assert.Equal(HttpStatusCode.OK, (await _api.GetAsync("/open", $"Bearer {token}")).Status);
    }

    [Fact]
    public async Task Before_the_provider_answers_the_caller_is_asked_to_come_back()
    {
        _provider.IsDown = true;
        var reply = await _api.GetAsync("/open", $"Bearer {Token()}");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, reply.Status);
        Assert.NotNull(reply.RetryAfter);

        _provider.IsDown = false;
        _api.Time.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal(HttpStatusCode.OK, (await _api.GetAsync("/open", $"Bearer {Token()}")).Status);
    }

    private string Token() => Sign(Claims());

    private JsonObject Claims(string scope = "openid profile.api", int lifetime = 900)
    {
        var claims = _provider.AccessTokenClaims(FakeApi.Audience, lifetime);
        claims["scope"] = scope;
        return claims;
    }

    private string Sign(JsonObject claims) => _provider.Sign(JwtTypes.AccessToken, claims);

    private static void AssertInvalid(ApiReply reply)
    {
        Assert.Equal(HttpStatusCode.Unauthorized, reply.Status);
        Assert.StartsWith("Bearer error=\"invalid_token\"", reply.Challenge, StringComparison.Ordinal);
    }
}
