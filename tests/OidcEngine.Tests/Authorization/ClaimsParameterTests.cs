using System.Text.Json;
using Jose;
using Microsoft.Extensions.DependencyInjection;
using OidcEngine.Authorization;
using OidcEngine.Clients;
using OidcEngine.Sessions;
using OidcEngine.Tests.Host;

namespace OidcEngine.Tests.Authorization;

/// <summary>The <c>claims</c> parameter, OIDC Core §5.5.</summary>
public sealed class ClaimsParameterTests : IAsyncLifetime
{
    private static readonly Client First = TestClients.FirstParty;

    private static readonly Client Third = TestClients.ThirdParty;

    private static readonly AuthorizeRequest Good = AuthorizeRequest.Of(First).With("scope", "openid");

    private EngineHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await EngineHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact] // §5.5: userinfo
    public async Task A_claim_asked_for_at_userinfo_is_told_there_and_others_are_not()
    {
        var tokens = await SignInAsync("""{"userinfo":{"email":{"essential":true},"given_name":null,"shoe_size":null}}""");
        var told = await UserInfoAsync(tokens.AccessToken);
        var idToken = await Answer.ReadAsync(_host, tokens.IdToken, JwtTypes.IdToken);

        Assert.Equal("alice@example.com", told.GetProperty("email").GetString());
        Assert.Equal("Alice", told.GetProperty("given_name").GetString());
        Assert.False(told.TryGetProperty("name", out _));
        Assert.False(told.TryGetProperty("shoe_size", out _));
        Assert.False(idToken.Claims.TryGetProperty("email", out _));
    }

    [Fact] // §5.5: id_token
    public async Task A_claim_asked_for_in_the_id_token_is_told_there()
    {
        var tokens = await SignInAsync("""{"id_token":{"email":null,"phone_number":{"essential":true},"auth_time":{"essential":true}}}""");
        var idToken = await Answer.ReadAsync(_host, tokens.IdToken, JwtTypes.IdToken);

        Assert.Equal("alice@example.com", idToken.String("email"));
        Assert.Equal("+15555550100", idToken.String("phone_number"));
        Assert.False((await UserInfoAsync(tokens.AccessToken)).TryGetProperty("email", out _));
    }

    [Fact] // what was granted stays granted for the family
    public async Task A_refreshed_token_knows_what_was_asked_for()
    {
        var tokens = await SignInAsync("""{"userinfo":{"email":null},"id_token":{"name":null}}""");
        var refreshed = await _host.RefreshAsync(First, tokens.RefreshToken);

        Assert.Equal("alice@example.com", (await UserInfoAsync(refreshed.AccessToken)).GetProperty("email").GetString());
        Assert.Equal("Alice Adams", (await Answer.ReadAsync(_host, refreshed.IdToken, JwtTypes.IdToken)).String("name"));
    }

    [Fact] // a client gets no claim of a scope that it is not registered for
    public async Task A_claim_beyond_the_client_s_registration_is_not_told()
    {
        _host.Clients.Change("first", client => client with { Scopes = ["openid", "profile"] });
        var tokens = await SignInAsync("""{"userinfo":{"email":{"essential":true},"name":null},"id_token":{"email":null}}""");

        var told = await UserInfoAsync(tokens.AccessToken);
        Assert.False(told.TryGetProperty("email", out _));
        Assert.True(told.TryGetProperty("name", out _));
        Assert.False((await Answer.ReadAsync(_host, tokens.IdToken, JwtTypes.IdToken)).Claims.TryGetProperty("email", out _));
    }

    [Fact]
    public async Task A_claim_of_a_scope_that_was_withdrawn_later_is_not_told_any_more()
    {
        var tokens = await SignInAsync("""{"userinfo":{"email":null}}""");
        _host.Clients.Change("first", client => client with { Scopes = ["openid"] });
        var refreshed = await _host.RefreshAsync(First, tokens.RefreshToken);
        Assert.False((await UserInfoAsync(refreshed.AccessToken)).TryGetProperty("email", out _));
    }

    [Fact] // §5.5.1: what cannot be told, essential or not, is no error; nothing of the token is written over
    public async Task Claims_of_the_token_itself_stay_its_own()
    {
        var tokens = await SignInAsync("""{"id_token":{"iss":{"value":"https://evil.example"},"aud":null,"exp":null,"sid":null,"birthdate":{"essential":true}}}""");
        var idToken = await Answer.ReadAsync(_host, tokens.IdToken, JwtTypes.IdToken);
        Assert.Equal(["first"], idToken.Audiences);
    }

    [Theory] // §5.5
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"email\"")]
    [InlineData("{")]
    [InlineData("""{"userinfo":[]}""")]
    [InlineData("""{"userinfo":{"email":true}}""")]
    [InlineData("""{"userinfo":{"email":"x"}}""")]
    [InlineData("""{"id_token":{"sub":{"value":7}}}""")]
    [InlineData("""{"id_token":{"acr":{"values":"aal1"}}}""")]
    [InlineData("""{"id_token":{"acr":{"essential":"yes","value":"aal1"}}}""")]
    [InlineData("""{"id_token":{},"id_token":{}}""")]
    [InlineData("""{"id_token":{"sub":{"value":"alice"}},"userinfo":{"sub":{"value":"bob"}}}""")]
    [InlineData("{\"userinfo\":{\"\\ud800\":null}}")]
    public async Task What_is_no_claims_request_is_refused(string claims)
    {
        using var response = await _host.GetAsync(Good.With("claims", claims).Url, _host.SignIn());
        Assert.Equal("invalid_request", response.Parameters()["error"]);
    }

    [Fact]
    public async Task Deep_and_huge_claims_are_refused()
    {
        var deep = string.Concat(Enumerable.Repeat("{\"a\":", 100)) + "1" + new string('}', 100);
        foreach (var claims in new[] { deep, "{\"userinfo\":{\"" + new string('a', 9000) + "\":null}}" })
        {
            var answer = await _host.PushAsync(First, Good.With("claims", claims));
            answer.IsRefused(400, "invalid_request");
        }
    }

    [Theory] // §5.5: members that are not understood are passed over
    [InlineData("{}")]
    [InlineData("""{"userinfo":null,"id_token":null,"x":[1]}""")]
    [InlineData("""{"userinfo":{"http://example.info/claims/groups":null,"email":{"purpose":"x","value":"other@example.com"}}}""")]
    public async Task Strange_members_do_no_harm(string claims)
    {
        using var response = await _host.GetAsync(Good.With("claims", claims).Url, _host.SignIn());
        Assert.True(response.Parameters().ContainsKey("code"));
    }

    [Fact] // §3.1.2.2: never an answer for another person
    public async Task Another_person_than_sub_asks_for_is_login_required()
    {
        var asked = Good.With("claims", """{"id_token":{"sub":{"value":"alice"}}}""");
        using var silent = await _host.GetAsync(asked.With("prompt", "none").Url, _host.SignIn("bob"));
        using var right = await _host.GetAsync(asked.With("prompt", "none").Url, _host.SignIn("alice"));
        using var sent = await _host.GetAsync(asked.Url, _host.SignIn("bob"));
        using var still = await _host.GetAsync(sent.ReturnUrl("/sign-in"), LaterSignIn("bob"));

        Assert.Equal("login_required", silent.Parameters()["error"]);
        Assert.True(right.Parameters().ContainsKey("code"));
        Assert.Equal("login_required", still.Parameters()["error"]);
    }

    [Fact]
    public async Task A_hint_for_one_person_and_a_sub_for_another_are_refused()
    {
        var hint = await IdTokens.CreateAsync(_host, "bob", "first");
        using var response = await _host.GetAsync(
            Good.With("claims", """{"id_token":{"sub":{"value":"alice"}}}""").With("id_token_hint", hint).Url, _host.SignIn());
        Assert.Equal("invalid_request", response.Parameters()["error"]);
    }

    [Fact] // §3.1.2.4: a claim that no scope of the request gives is asked for by itself
    public async Task The_consent_page_is_told_of_claims_that_no_scope_gives()
    {
        var session = _host.SignIn();
        var (returnUrl, pending) = await ConsentPageAsync(session, "openid profile",
            """{"userinfo":{"name":null,"email":null},"id_token":{"given_name":null,"phone_number":null}}""");

        Assert.Equal(["email", "phone_number"], pending.Claims.Select(claim => claim.Name));
        var tokens = await AgreeAsync(returnUrl, session, ["openid", "profile", pending.Claims[0].Item]);

        var told = await UserInfoAsync(tokens.AccessToken);
        var idToken = await Answer.ReadAsync(_host, tokens.IdToken, JwtTypes.IdToken);
        Assert.True(told.TryGetProperty("email", out _));
        Assert.Equal("Alice", idToken.String("given_name"));
        Assert.Null(idToken.String("phone_number")); // was left out by the person
    }

    [Fact]
    public async Task A_claim_goes_with_the_scope_that_the_person_left_out()
    {
        var session = _host.SignIn();
        var (returnUrl, pending) = await ConsentPageAsync(session, "openid email", """{"userinfo":{"email":null},"id_token":{"email":null}}""");

        Assert.Empty(pending.Claims);
        var tokens = await AgreeAsync(returnUrl, session, ["openid"]);

        Assert.False((await UserInfoAsync(tokens.AccessToken)).TryGetProperty("email", out _));
        Assert.Null((await Answer.ReadAsync(_host, tokens.IdToken, JwtTypes.IdToken)).String("email"));
    }

    [Fact] // a claim that is remembered is not asked for again, and a new one is
    public async Task Consent_to_claims_is_remembered_one_by_one()
    {
        var session = _host.SignIn();
        var (returnUrl, pending) = await ConsentPageAsync(session, "openid", """{"userinfo":{"email":null}}""");
        await AgreeAsync(returnUrl, session, ["openid", pending.Claims[0].Item], remember: true);
        var request = AuthorizeRequest.Of(Third).With("scope", "openid");

        using var again = await _host.GetAsync(request.With("claims", """{"userinfo":{"email":null}}""").Url, session);
        using var more = await _host.GetAsync(request.With("claims", """{"userinfo":{"email":null,"name":null}}""").Url, session);

        Assert.True(again.Parameters().ContainsKey("code"));
        more.ReturnUrl("/consent");
    }

    [Fact] // items that nobody asked for are not granted by sending them
    public async Task A_forged_answer_grants_no_claim()
    {
        var session = _host.SignIn();
        var (returnUrl, _) = await ConsentPageAsync(session, "openid", """{"userinfo":{"email":null}}""");
        var tokens = await AgreeAsync(returnUrl, session, ["openid", "claim phone_number", "claim email", "claim address"]);
        var told = await UserInfoAsync(tokens.AccessToken);
        Assert.True(told.TryGetProperty("email", out _));
        Assert.False(told.TryGetProperty("phone_number", out _));
    }

    [Fact] // OIDC Discovery §3
    public async Task The_metadata_offers_the_parameter()
    {
        var metadata = await Answer.OfAsync(await _host.GetAsync("/.well-known/openid-configuration"));
        Assert.True(metadata.Body.GetProperty("claims_parameter_supported").GetBoolean());
    }

    private EndUserSession LaterSignIn(string subject)
    {
        _host.Time.Advance(TimeSpan.FromSeconds(1));
        return _host.SignIn(subject);
    }

    private async Task<Answer> SignInAsync(string claims)
    {
        using var response = await _host.GetAsync(Good.With("claims", claims).Url, _host.SignIn());
        return await _host.RedeemAsync(First, response.Parameters()["code"]);
    }

    private async Task<(string ReturnUrl, PendingAuthorization Pending)> ConsentPageAsync(
        EndUserSession session, string scope, string claims)
    {
        using var sent = await _host.GetAsync(AuthorizeRequest.Of(Third).With("scope", scope).With("claims", claims).Url, session);
        var returnUrl = sent.ReturnUrl("/consent");
        await using var services = _host.Services.CreateAsyncScope();
        var pending = await services.ServiceProvider.GetRequiredService<AuthorizationInteractions>().FindAsync(returnUrl, session, default);
        return (returnUrl, pending!);
    }

    private async Task<Answer> AgreeAsync(
        string returnUrl, EndUserSession session, string[] items, bool remember = false)
    {
        await using var services = _host.Services.CreateAsyncScope();
        var pages = services.ServiceProvider.GetRequiredService<AuthorizationInteractions>();
        Assert.True(await pages.ConsentAsync(returnUrl, session, items, remember, default));
        using var back = await _host.GetAsync(returnUrl, session);
        return await _host.RedeemAsync(Third, back.Parameters()["code"]);
    }

    private async Task<JsonElement> UserInfoAsync(string accessToken)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/connect/userinfo");
        request.Headers.Authorization = new("Bearer", accessToken);
        var answer = await Answer.OfAsync(await _host.SendAsync(request));
        Assert.Equal(200, answer.Status);
        return answer.Body;
    }
}
