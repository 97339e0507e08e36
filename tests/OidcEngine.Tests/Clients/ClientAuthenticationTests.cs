using System.Net.Http.Headers;
using System.Text;
using OidcEngine.Clients;
using OidcEngine.Tests.Host;

namespace OidcEngine.Tests.Clients;

/// <summary>RFC 6749 §2.3 at the token endpoint; the other endpoints for clients use the same class.</summary>
public sealed class ClientAuthenticationTests : IAsyncLifetime
{
    private EngineHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await EngineHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact] // §2.3.1
    public async Task The_header_is_form_decoded()
    {
        _host.Clients.Put(Machine("ma:chine+1", "s p+a%c:e/é-0123456789-0123456789"));
        Assert.Equal(200, (await CallAsync(TokenCalls.Basic("ma:chine+1", "s p+a%c:e/é-0123456789-0123456789"))).Status);
    }

    [Fact] // §2.3.1 uses application/x-www-form-urlencoded, where a space is a plus
    public async Task In_the_header_a_plus_is_a_space()
    {
        _host.Clients.Put(Machine("m", "with space"));
        Assert.Equal(200, (await CallAsync(Raw("m:with+space"))).Status);
    }

    [Fact]
    public async Task The_name_of_the_scheme_has_no_case()
    {
        var value = TokenCalls.Basic("machine", TestClients.Secret).Parameter;
        Assert.Equal(200, (await CallAsync(new AuthenticationHeaderValue("bAsIc", value))).Status);
    }

    [Fact] // §5.2: 401 with WWW-Authenticate for the scheme that was tried
    public async Task A_wrong_secret_in_the_header_gets_401_and_a_challenge()
    {
        var answer = await CallAsync(TokenCalls.Basic("machine", "wrong"));
        answer.IsRefused(401, "invalid_client");
        Assert.StartsWith("Basic ", answer.Header("WWW-Authenticate"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_client_and_a_wrong_secret_look_the_same()
    {
        var unknown = await CallAsync(TokenCalls.Basic("nobody", TestClients.Secret));
        var wrong = await CallAsync(TokenCalls.Basic("machine", "wrong"));
        _host.Clients.Change("machine", client => client with { Enabled = false });
        var disabled = await CallAsync(TokenCalls.Basic("machine", TestClients.Secret));
        Assert.Equal(unknown.Body.GetRawText(), wrong.Body.GetRawText());
        Assert.Equal(unknown.Body.GetRawText(), disabled.Body.GetRawText());
        Assert.Equal((401, 401, 401), (unknown.Status, wrong.Status, disabled.Status));
    }

    [Theory]
    [InlineData("Basic")]
    [InlineData("Basic !!!")]
    [InlineData("Basic bWFjaGluZQ==")] // no colon
    [InlineData("Basic OnNlY3JldA==")] // no client
    [InlineData("Basic bWFjaGluZTolenolMDA=")] // a broken escape
    [InlineData("Basic bWFjaGluZTr/")] // not UTF-8
    [InlineData("Bearer abc")]
    [InlineData("Digest username=machine")]
    public async Task A_header_that_cannot_be_read_is_a_failed_attempt(string header)
    {
        var request = Request();
        request.Headers.TryAddWithoutValidation("Authorization", header);
        (await Answer.OfAsync(await _host.SendAsync(request))).IsRefused(401, "invalid_client");
    }

    [Fact]
    public async Task Two_headers_are_a_failed_attempt()
    {
        var request = Request();
        var basic = TokenCalls.Basic("machine", TestClients.Secret).ToString();
        request.Headers.TryAddWithoutValidation("Authorization", [basic, basic]);
        (await Answer.OfAsync(await _host.SendAsync(request))).IsRefused(401, "invalid_client");
    }

    [Fact] // §2.3: MUST NOT use more than one authentication method
    public async Task Header_and_body_together_are_refused() =>
        (await CallAsync(TokenCalls.Basic("machine", TestClients.Secret), ("client_id", "machine"), ("client_secret", TestClients.Secret)))
            .IsRefused(400, "invalid_request");

    [Fact]
    public async Task A_client_id_in_the_body_must_agree_with_the_header()
    {
        var basic = TokenCalls.Basic("machine", TestClients.Secret);
        (await CallAsync(basic, ("client_id", "first"))).IsRefused(400, "invalid_request");
        Assert.Equal(200, (await CallAsync(basic, ("client_id", "machine"))).Status);
    }

    [Fact] // the registered method, and no other
    public async Task A_client_of_one_method_cannot_use_another()
    {
        (await CallAsync(null, ("client_id", "machine"), ("client_secret", TestClients.Secret))).IsRefused(401, "invalid_client");
        (await CallAsync(null, ("client_id", "machine"))).IsRefused(401, "invalid_client");
        (await CallAsync(TokenCalls.Basic("third", TestClients.Secret))).IsRefused(401, "invalid_client");
        (await CallAsync(TokenCalls.Basic("spa", ""))).IsRefused(401, "invalid_client");
        (await CallAsync(null, ("client_id", "spa"), ("client_secret", "x"))).IsRefused(401, "invalid_client");
    }

    [Fact]
    public async Task A_request_that_names_no_client_is_refused() => (await CallAsync(null)).IsRefused(401, "invalid_client");

    [Fact] // §2.3.1: MUST NOT be included in the request URI
    public async Task A_secret_in_the_uri_is_not_read()
    {
        var request = Request();
        request.RequestUri = new Uri($"/connect/token?client_id=machine&client_secret={TestClients.Secret}", UriKind.Relative);
        (await Answer.OfAsync(await _host.SendAsync(request))).IsRefused(400, "invalid_request");
    }

    [Fact]
    public async Task While_a_secret_is_replaced_both_work_until_the_old_one_ends()
    {
        var end = _host.Time.GetUtcNow() + TimeSpan.FromHours(1);
        _host.Clients.Change("machine", client => client with
        {
            Secrets = [ClientMetadata.HashSecret("old", end), ClientMetadata.HashSecret("new", null)],
        });
        Assert.Equal(200, (await CallAsync(TokenCalls.Basic("machine", "old"))).Status);
        Assert.Equal(200, (await CallAsync(TokenCalls.Basic("machine", "new"))).Status);

        _host.Time.Advance(TimeSpan.FromHours(1));

        (await CallAsync(TokenCalls.Basic("machine", "old"))).IsRefused(401, "invalid_client");
        Assert.Equal(200, (await CallAsync(TokenCalls.Basic("machine", "new"))).Status);
    }

    [Fact]
    public async Task Failures_are_recorded_but_not_one_by_one()
    {
        for (var i = 0; i < 20; i++) await CallAsync(TokenCalls.Basic("machine", "wrong"));
        for (var i = 0; i < 20; i++) await CallAsync(TokenCalls.Basic($"nobody-{i}", "wrong"));
        Assert.Equal(["machine", null], _host.Audit.Entries.Select(entry => entry.ClientId));

        _host.Time.Advance(TimeSpan.FromMinutes(1));
        await CallAsync(TokenCalls.Basic("machine", "wrong"));

        var last = _host.Audit.Entries.Last();
        Assert.Equal(("client.authentication_failed", false), (last.Action, last.Succeeded));
        Assert.EndsWith("failures since the last record: 20", last.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain(_host.Audit.Entries, entry => entry.Detail!.Contains("nobody-", StringComparison.Ordinal));
    }

    private static Client Machine(string clientId, string secret) =>
        TestClients.Machine with { ClientId = clientId, Secrets = [ClientMetadata.HashSecret(secret, null)] };

    private static AuthenticationHeaderValue Raw(string pair) => new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(pair)));

    private static HttpRequestMessage Request(params (string Name, string Value)[] form) => new(HttpMethod.Post, "/connect/token")
    {
        Content = new FormUrlEncodedContent(
            [new("grant_type", "client_credentials"), .. form.Select(pair => KeyValuePair.Create(pair.Name, pair.Value))]),
    };

    private async Task<Answer> CallAsync(AuthenticationHeaderValue? header, params (string Name, string Value)[] form)
    {
        var request = Request(form);
        request.Headers.Authorization = header;
        return await Answer.OfAsync(await _host.SendAsync(request));
    }
}
