using System.Net;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using OidcEngine.Tests.Host;

namespace OidcEngine.Tests.Authorization;

public sealed class AuthorizationResponseTests
{
    private static readonly AuthorizeRequest Good = AuthorizeRequest.Of(TestClients.FirstParty);

    [Fact] // RFC 6749 §4.1.2, RFC 9207 §2
    public async Task The_response_has_code_state_and_issuer_in_the_query()
    {
        await using var host = await EngineHost.StartAsync();

        using var response = await host.GetAsync(Good.Url, host.SignIn());

        Assert.StartsWith("https://first.example/callback?code=", response.Location(), StringComparison.Ordinal);
        Assert.Equal(["code", "state", "iss", "session_state"], response.Parameters().Keys);
        Assert.Equal(AuthorizeRequest.State, response.Parameters()["state"]);
        Assert.Equal(EngineHost.Issuer, response.Parameters()["iss"]);
        Assert.Equal(43, response.Parameters()["code"].Length); // RFC 6749 §10.10: 256 random bits
    }

    [Fact] // Multiple Response Type Encoding Practices §2.1
    public async Task The_response_is_in_the_fragment_when_that_is_asked_for()
    {
        await using var host = await EngineHost.StartAsync();

        using var response = await host.GetAsync(Good.With("response_mode", "fragment").Url, host.SignIn());

        Assert.StartsWith("https://first.example/callback#code=", response.Location(), StringComparison.Ordinal);
        Assert.DoesNotContain('?', response.Location());
        Assert.Equal(["code", "state", "iss", "session_state"], response.Parameters().Keys);
    }

    [Theory] // RFC 6749 §4.1.2: the exact value received from the client
    [InlineData("af0ifjsldkj")]
    [InlineData("a b+c%20d&e=f#g")]
    [InlineData("=&?/\\\"'<>")]
    [InlineData("tëst ✓ 日本 😀")]
    [InlineData(" leading and trailing ")]
    [InlineData("line\r\nbreak\tand tab")]
    [InlineData("{\"json\":[1,2]}")]
    [InlineData("%2541")]
    public async Task The_state_comes_back_byte_for_byte(string state)
    {
        await using var host = await EngineHost.StartAsync();

        using var response = await host.GetAsync(Good.With("state", state).Url, host.SignIn());

        Assert.Equal(state, response.Parameters()["state"]);
    }

    [Theory] // RFC 6749 §4.1.2: state is required if it was present
    [InlineData(null)]
    [InlineData("")]
    public async Task Without_a_state_none_comes_back(string? state)
    {
        await using var host = await EngineHost.StartAsync();
        var request = state is null ? Good.Without("state") : Good.With("state", state);

        using var response = await host.GetAsync(request.Url, host.SignIn());

        Assert.Equal(["code", "iss", "session_state"], response.Parameters().Keys);
    }

    [Fact] // RFC 6749 §3.1.2: a query component must be retained
    public async Task The_query_of_a_redirect_uri_is_kept()
    {
        await using var host = await EngineHost.StartAsync();
        var request = AuthorizeRequest.Of(TestClients.ThirdParty)
            .With("redirect_uri", "https://third.example/cb?kept=yes").With("prompt", "none");

        using var response = await host.GetAsync(request.Url);

        Assert.StartsWith("https://third.example/cb?kept=yes&error=login_required&", response.Location(), StringComparison.Ordinal);
    }

    [Fact] // RFC 6749 §3.1.2.3: one registered, none named, and not an OpenID request
    public async Task The_only_registered_redirect_uri_need_not_be_named_by_plain_OAuth()
    {
        await using var host = await EngineHost.StartAsync();

        using var response = await host.GetAsync(Good.Without("redirect_uri").With("scope", "api.read").Url, host.SignIn());

        Assert.StartsWith("https://first.example/callback?code=", response.Location(), StringComparison.Ordinal);
        Assert.Null(Assert.Single(host.Grants.Rows).Code.RedirectUri); // RFC 6749 §4.1.3: the token request then names none either
    }

    [Fact] // RFC 6749 §3.1.2.3
    public async Task One_of_several_registered_redirect_uris_has_to_be_named()
    {
        await using var host = await EngineHost.StartAsync();
        var request = AuthorizeRequest.Of(TestClients.ThirdParty).Without("redirect_uri").With("scope", "api.read");

        using var response = await host.GetAsync(request.Url, host.SignIn());

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact] // RFC 9700 §4.2.4 and §4.12
    public async Task The_redirect_is_a_303_that_is_neither_stored_nor_leaks_a_referrer()
    {
        await using var host = await EngineHost.StartAsync();

        using var response = await host.GetAsync(Good.Url, host.SignIn());

        Assert.Equal(HttpStatusCode.SeeOther, response.StatusCode);
        Assert.True(response.Headers.CacheControl!.NoStore);
        Assert.Equal("no-referrer", response.Headers.GetValues("Referrer-Policy").Single());
    }

    [Fact] // RFC 8252 §7.1
    public async Task A_private_use_scheme_gets_the_response_too()
    {
        await using var host = await EngineHost.StartAsync();
        var request = AuthorizeRequest.Of(TestClients.Native).With("redirect_uri", "com.example.app:/cb").With("prompt", "none");

        using var response = await host.GetAsync(request.Url);

        Assert.StartsWith("com.example.app:/cb?error=login_required&", response.Location(), StringComparison.Ordinal);
    }

    [Fact] // RFC 6749 §3.1: unrecognized parameters must be ignored
    public async Task Unknown_parameters_and_wishes_change_nothing()
    {
        await using var host = await EngineHost.StartAsync();
        var request = Good.With("unknown", "x").With("display", "popup").With("claims_locales", "fr").With("ui_locales", "!! de zz-*")
            .With("acr_values", "urn:mace:incommon:iap:silver").With("claims", "{}").With("login_hint", new string('x', 2000));

        using var response = await host.GetAsync(request.Url, host.SignIn());

        Assert.True(response.Parameters().ContainsKey("code"));
    }

    [Fact] // Form Post Response Mode §2
    public async Task The_form_post_page_carries_the_response_to_the_client_alone()
    {
        await using var host = await EngineHost.StartAsync();
        const string State = "\"><script>alert(1)</script>";

        using var response = await host.GetAsync(Good.With("response_mode", "form_post").With("state", State).Url, host.SignIn());
        var form = await FormOf(response);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("https://first.example/callback", form.Action);
        Assert.Equal("post", form.Method);
        var fields = form.Elements.OfType<IHtmlInputElement>().ToDictionary(field => field.Name!, field => field.Value);
        Assert.Equal(["code", "state", "iss", "session_state"], fields.Keys);
        Assert.Equal(State, fields["state"]);
        Assert.True(response.Headers.CacheControl!.NoStore);
    }

    [Fact]
    public async Task The_policy_of_the_form_post_page_lets_run_its_one_script_and_nothing_else()
    {
        await using var host = await EngineHost.StartAsync();

        using var response = await host.GetAsync(Good.With("response_mode", "form_post").Url, host.SignIn());
        var policy = response.Headers.GetValues("Content-Security-Policy").Single();
        var script = Assert.Single((await FormOf(response)).Owner!.Scripts).Text;

        var hash = Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(script)));
        Assert.Equal(
            $"default-src 'none'; script-src 'sha256-{hash}'; form-action https://first.example; base-uri 'none'; frame-ancestors 'none'",
            policy);
    }

    [Fact] // Form Post Response Mode §2: errors travel the same way
    public async Task An_error_is_posted_too()
    {
        await using var host = await EngineHost.StartAsync();

        using var response = await host.GetAsync(Good.With("response_mode", "form_post").With("prompt", "none").Url);
        var form = await FormOf(response);

        Assert.Equal("login_required", ((IHtmlInputElement)form.Elements["error"]!).Value);
    }

    private static async Task<IHtmlFormElement> FormOf(HttpResponseMessage response) =>
        (IHtmlFormElement)Assert.Single(new HtmlParser().ParseDocument(await response.Content.ReadAsStringAsync()).Forms);
}
