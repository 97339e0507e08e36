using System.Net;
using OidcEngine.Authorization;
using OidcEngine.Tests.Host;

namespace OidcEngine.Tests.Authorization;

/// <summary>RFC 6749 §4.1.2.1: while client and redirect URI are not proven, the browser is sent nowhere.</summary>
public sealed class UnredirectableErrorTests
{
    private static readonly AuthorizeRequest Good = AuthorizeRequest.Of(TestClients.FirstParty);

    private static string ManyParameters => string.Concat(Enumerable.Range(0, 200).Select(i => $"&p{i}=1"));

    public static TheoryData<string, string, string> Requests => new()
    {
        { "no parameter at all", "", "invalid_request" },
        { "client_id missing", Good.Without("client_id").Query, "invalid_request" },
        { "client_id empty", Good.With("client_id", "").Query, "invalid_request" },
        { "client_id doubled", Good.Adding("client_id", "first").Query, "invalid_request" },
        { "client_id of two clients", Good.Adding("client_id", "spa").Query, "invalid_request" },
        { "client_id unknown", Good.With("client_id", "nobody").Query, "unauthorized_client" },
        { "client_id in another case", Good.With("client_id", "FIRST").Query, "unauthorized_client" },
        { "client_id with a space", Good.With("client_id", "first ").Query, "unauthorized_client" },
        { "client_id huge", Good.With("client_id", new string('a', 5000)).Query, "unauthorized_client" },
        { "client_id as markup", Good.With("client_id", "<script>alert(1)</script>").Query, "unauthorized_client" },
        { "redirect_uri missing in an OpenID request", Good.Without("redirect_uri").Query, "invalid_request" },
        { "redirect_uri empty in an OpenID request", Good.With("redirect_uri", "").Query, "invalid_request" },
        { "redirect_uri doubled", Good.Adding("redirect_uri", "https://first.example/callback").Query, "invalid_request" },
        { "redirect_uri doubled by an attacker", Good.Adding("redirect_uri", "https://evil.example/").Query, "invalid_request" },
        { "redirect_uri of another site", Good.With("redirect_uri", "https://evil.example/callback").Query, "invalid_request" },
        { "redirect_uri with a suffix", Good.With("redirect_uri", "https://first.example/callback/x").Query, "invalid_request" },
        { "redirect_uri with a query", Good.With("redirect_uri", "https://first.example/callback?a=b").Query, "invalid_request" },
        { "redirect_uri with a fragment", Good.With("redirect_uri", "https://first.example/callback#a").Query, "invalid_request" },
        { "redirect_uri of another client", Good.With("redirect_uri", "https://spa.example/callback").Query, "invalid_request" },
        { "redirect_uri as script", Good.With("redirect_uri", "javascript:alert(1)").Query, "invalid_request" },
        { "redirect_uri as data", Good.With("redirect_uri", "data:text/html,x").Query, "invalid_request" },
        { "redirect_uri with a line break", Good.With("redirect_uri", "https://first.example/callback\r\nX: y").Query, "invalid_request" },
        { "redirect_uri relative", Good.With("redirect_uri", "/callback").Query, "invalid_request" },
        { "octets that are not UTF-8", Good.Query + "&x=%FF%FE", "invalid_request" },
        { "a surrogate in UTF-8", Good.Query + "&state2=%ED%A0%80", "invalid_request" },
        { "NUL", Good.Query + "&x=%00", "invalid_request" },
        { "a broken escape", Good.Query + "&x=%G1", "invalid_request" },
        { "an escape cut off", Good.Query + "&x=%4", "invalid_request" },
        { "more parameters than any request has", Good.Query + ManyParameters, "invalid_request" },
        { "a transaction that does not exist", "transaction=" + new string('a', 43), "invalid_request" },
    };

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task Nothing_redirects_before_client_and_redirect_uri_are_proven(string what, string query, string error)
    {
        await using var host = await EngineHost.StartAsync();

        using var response = await host.GetAsync("/connect/authorize?" + query, host.SignIn());

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Null(response.Headers.Location);
        Assert.StartsWith(error + ":", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Empty(host.Grants.Rows);
        Assert.True(host.Transactions.Added == 0, what);
    }

    [Fact] // RFC 6749 §4.1.2.1, and a disabled client is an unknown one
    public async Task A_disabled_client_is_an_unknown_one()
    {
        await using var host = await EngineHost.StartAsync();
        host.Clients.Change("first", client => client with { Enabled = false });

        using var response = await host.GetAsync(Good.Url, host.SignIn());

        Assert.Equal("unauthorized_client: The client is unknown.", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task The_refusal_echoes_nothing_that_was_received()
    {
        await using var host = await EngineHost.StartAsync();

        using var response = await host.GetAsync(Good.With("client_id", "zzz-echo").With("state", "zzz-echo").Url);

        Assert.DoesNotContain("zzz-echo", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain("zzz-echo", response.Headers.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_host_learns_the_error_and_a_support_code()
    {
        AuthorizationRefusal? refusal = null;
        await using var host = await EngineHost.StartAsync(onRefusal: seen => refusal = seen);

        using var response = await host.GetAsync("/connect/authorize");

        Assert.Equal("invalid_request", refusal!.Error.Code);
        Assert.NotEmpty(refusal.SupportCode);
    }

    [Theory]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("PATCH")]
    public async Task Other_methods_than_GET_and_POST_are_not_allowed(string method)
    {
        await using var host = await EngineHost.StartAsync();
        using var response = await host.SendAsync(new HttpRequestMessage(new HttpMethod(method), Good.Url));
        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
    }
}
