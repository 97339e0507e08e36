using System.Net;
using Microsoft.Extensions.DependencyInjection;
using OidcEngine.Authorization;
using OidcEngine.Tests.Host;

namespace OidcEngine.Tests.Authorization;

/// <summary>A request that waits for a person is answered once, and as it was asked.</summary>
public sealed class TransactionTests
{
    private const int Tabs = 30;

    private static readonly AuthorizeRequest Good = AuthorizeRequest.Of(TestClients.FirstParty);

    [Fact]
    public async Task A_transaction_is_answered_once()
    {
        await using var host = await EngineHost.StartAsync();
        using var sent = await host.GetAsync(Good.Url);
        var session = host.SignIn();

        using var first = await host.GetAsync(sent.ReturnUrl("/sign-in"), session);
        using var second = await host.GetAsync(sent.ReturnUrl("/sign-in"), session);

        Assert.True(first.Parameters().ContainsKey("code"));
        Assert.Equal(HttpStatusCode.BadRequest, second.StatusCode);
        Assert.Single(host.Grants.Rows);
    }

    [Fact]
    public async Task Of_many_tabs_that_come_back_at_once_one_alone_gets_a_code()
    {
        await using var host = await EngineHost.StartAsync();
        using var sent = await host.GetAsync(Good.Url);
        var session = host.SignIn();
        var allHaveRead = new TaskCompletionSource();
        var reads = 0;
        host.Transactions.AfterFind = () =>
        {
            if (Interlocked.Increment(ref reads) == Tabs) allHaveRead.SetResult();
            return allHaveRead.Task;
        };

        var all = await Task.WhenAll(Enumerable.Range(0, Tabs).Select(_ => host.GetAsync(sent.ReturnUrl("/sign-in"), session)));

        Assert.Single(all, response => response.StatusCode == HttpStatusCode.SeeOther);
        Assert.Single(host.Grants.Rows);
    }

    [Fact]
    public async Task An_expired_transaction_is_refused()
    {
        await using var host = await EngineHost.StartAsync();
        using var sent = await host.GetAsync(Good.Url);
        host.Time.Advance(TimeSpan.FromMinutes(30));

        using var back = await host.GetAsync(sent.ReturnUrl("/sign-in"), host.SignIn());

        Assert.Equal(HttpStatusCode.BadRequest, back.StatusCode);
    }

    [Fact]
    public async Task A_client_that_was_disabled_meanwhile_gets_nothing()
    {
        await using var host = await EngineHost.StartAsync();
        using var sent = await host.GetAsync(Good.Url);
        host.Clients.Change("first", client => client with { Enabled = false });

        using var back = await host.GetAsync(sent.ReturnUrl("/sign-in"), host.SignIn());

        Assert.Equal(HttpStatusCode.BadRequest, back.StatusCode);
        Assert.Empty(host.Grants.Rows);
    }

    [Fact]
    public async Task A_redirect_uri_that_was_withdrawn_meanwhile_gets_nothing()
    {
        await using var host = await EngineHost.StartAsync();
        using var sent = await host.GetAsync(Good.Url);
        host.Clients.Change("first", client => client with { RedirectUris = ["https://first.example/new"] });

        using var back = await host.GetAsync(sent.ReturnUrl("/sign-in"), host.SignIn());

        Assert.Equal(HttpStatusCode.BadRequest, back.StatusCode);
        Assert.Empty(host.Grants.Rows);
    }

    [Fact]
    public async Task A_scope_that_was_withdrawn_meanwhile_is_refused()
    {
        await using var host = await EngineHost.StartAsync();
        using var sent = await host.GetAsync(Good.Url);
        host.Clients.Change("first", client => client with { Scopes = ["openid"] });

        using var back = await host.GetAsync(sent.ReturnUrl("/sign-in"), host.SignIn());
        using var again = await host.GetAsync(sent.ReturnUrl("/sign-in"), host.SignIn());

        Assert.Equal("invalid_scope", back.Parameters()["error"]);
        Assert.Equal(HttpStatusCode.BadRequest, again.StatusCode); // the error was the answer
    }

    [Fact]
    public async Task Parameters_beside_the_handle_make_it_a_new_request()
    {
        await using var host = await EngineHost.StartAsync();
        using var sent = await host.GetAsync(Good.Url);

        using var response = await host.GetAsync(sent.ReturnUrl("/sign-in") + "&scope=openid", host.SignIn());

        Assert.Equal("invalid_request: client_id is missing.", await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("/connect/authorize?transaction={0}", true)]
    [InlineData("https://idp.example/connect/authorize?transaction={0}", false)]
    [InlineData("//connect/authorize?transaction={0}", false)]
    [InlineData("//evil.example/connect/authorize?transaction={0}", false)]
    [InlineData("\\connect/authorize?transaction={0}", false)]
    [InlineData("/connect/authorize?transaction={0}#x", false)]
    [InlineData("/connect/authorize?transaction={0}&x=1", false)]
    [InlineData("/connect/authorize?x=1&transaction={0}", false)]
    [InlineData("/connect/authorize/?transaction={0}", false)]
    [InlineData("/connect/../connect/authorize?transaction={0}", false)]
    [InlineData("/Connect/Authorize?transaction={0}", false)]
    [InlineData(" /connect/authorize?transaction={0}", false)]
    [InlineData("/connect/authorize?transaction=", false)]
    [InlineData("/connect/authorize", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public async Task Only_the_exact_local_form_of_a_return_url_leads_to_a_request(string? form, bool found)
    {
        await using var host = await EngineHost.StartAsync();
        using var sent = await host.GetAsync(Good.Url);
        var handle = sent.ReturnUrl("/sign-in").Split('=')[1];
        await using var scope = host.Services.CreateAsyncScope();
        var pages = scope.ServiceProvider.GetRequiredService<AuthorizationInteractions>();

        var pending = await pages.FindAsync(form is null ? null : string.Format(null, form, handle), default);

        Assert.Equal(found, pending is not null);
    }

    [Fact]
    public async Task The_pages_are_told_what_they_show()
    {
        await using var host = await EngineHost.StartAsync();
        var session = host.SignIn();
        await host.Consents.RememberAsync("alice", "third", ["api.read"], default);
        var request = AuthorizeRequest.Of(TestClients.ThirdParty).With("scope", "openid email api.base api.read")
            .With("login_hint", "alice@example.com").With("ui_locales", "de-CH  de !! en").With("prompt", "login consent");
        using var sent = await host.GetAsync(request.Url, session);
        var returnUrl = sent.ReturnUrl("/sign-in");
        await using var scope = host.Services.CreateAsyncScope();
        var pages = scope.ServiceProvider.GetRequiredService<AuthorizationInteractions>();

        var pending = await pages.FindAsync(returnUrl, session, default);

        Assert.Equal("third", pending!.Client.ClientId);
        Assert.Equal("https://third.example", pending.RedirectOrigin);
        Assert.Equal(returnUrl, pending.ReturnUrl);
        Assert.Equal("alice@example.com", pending.LoginHint);
        Assert.Equal(["de-CH", "de", "en"], pending.UiLocales);
        Assert.Equal(["login", "consent"], pending.Prompts);
        Assert.Equal(
            [
                new RequestedScope("openid", null, true, null, false),
                new RequestedScope("email", null, false, null, false),
                new RequestedScope("api.base", "Use the API", true, "Example API", false),
                new RequestedScope("api.read", "Read your things", false, "Example API", true),
            ],
            pending.Scopes);
    }

    [Theory] // CSP Level 3 §2.3.1
    [InlineData("https://app.example/cb", "https://app.example")]
    [InlineData("https://app.example:8443/cb?x=1", "https://app.example:8443")]
    [InlineData("http://127.0.0.1:51004/cb", "http://127.0.0.1:51004")]
    [InlineData("http://localhost:51004/cb", "http://localhost:51004")]
    [InlineData("http://[::1]:51004/cb", "http:")]
    [InlineData("com.example.app:/cb", "com.example.app:")]
    [InlineData("com.example.app://host/cb", "com.example.app:")]
    public void The_redirect_origin_is_a_source_that_policies_understand(string redirectUri, string source) =>
        Assert.Equal(source, RedirectOrigin.Of(redirectUri));
}
