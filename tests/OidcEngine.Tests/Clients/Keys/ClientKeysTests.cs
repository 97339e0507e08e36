using Jose;
using Microsoft.AspNetCore.Http;
using OidcEngine.Clients;
using OidcEngine.Clients.Keys;
using OidcEngine.Tests.Host;

namespace OidcEngine.Tests.Clients.Keys;

public sealed class ClientKeysTests : IAsyncLifetime
{
    private readonly SigningKey _first = TestKeys.ES256("first");
    private readonly SigningKey _second = TestKeys.ES256("second");
    private EngineHost _host = null!;
    private ClientPeer _peer = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await EngineHost.StartAsync(options => options.AllowPrivateNetworks = true);
        _peer = await ClientPeer.StartAsync();
        _peer.Serve(TestKeys.Jwks(_first));
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _peer.DisposeAsync();
        _first.Dispose();
        _second.Dispose();
    }

    [Fact]
    public async Task Registered_keys_are_found_without_any_call()
    {
        var client = TestClients.Machine with { Jwks = TestKeys.Jwks(_first, _second) };
        Assert.True(await HasAsync(client, "second"));
        Assert.False(await HasAsync(client, "third"));
        Assert.False(await HasAsync(TestClients.Machine, "first"));
        Assert.Equal(0, _peer.Calls);
    }

    [Fact]
    public async Task Published_keys_are_read_once_for_five_minutes()
    {
        for (var i = 0; i < 5; i++) Assert.True(await HasAsync(Publishing(), "first"));
        Assert.Equal(1, _peer.Calls);

        _host.Time.Advance(PublishedKeys.Fresh);
        Assert.True(await HasAsync(Publishing(), "first"));
        Assert.Equal(2, _peer.Calls);
    }

    [Fact] // OIDC Core §10.1.1
    public async Task A_key_that_is_unknown_is_looked_for_again_and_a_rotated_one_found()
    {
        Assert.True(await HasAsync(Publishing(), "first"));
        _host.Time.Advance(PublishedKeys.BetweenReadings);
        _peer.Serve(TestKeys.Jwks(_second));

        Assert.True(await HasAsync(Publishing(), "second"));
        Assert.False(await HasAsync(Publishing(), "first"));
        Assert.Equal(2, _peer.Calls);
    }

    [Fact]
    public async Task Made_up_key_ids_cost_the_peer_one_call_every_few_seconds()
    {
        for (var i = 0; i < 50; i++) Assert.False(await HasAsync(Publishing(), $"made up {i}"));
        Assert.Equal(1, _peer.Calls);
        _host.Time.Advance(PublishedKeys.BetweenReadings);
        for (var i = 0; i < 50; i++) Assert.False(await HasAsync(Publishing(), $"made up {i}"));
        Assert.Equal(2, _peer.Calls);
    }

    [Fact]
    public async Task Callers_at_once_share_one_call()
    {
        var mayAnswer = new TaskCompletionSource();
        _peer.Answer = async http =>
        {
            await mayAnswer.Task;
            http.Response.ContentType = "application/jwk-set+json";
            await http.Response.WriteAsync(TestKeys.Jwks(_first));
        };
        var callers = Enumerable.Range(0, 20).Select(_ => HasAsync(Publishing(), "first")).ToArray();
        mayAnswer.SetResult();
        Assert.All(await Task.WhenAll(callers), Assert.True);
        Assert.Equal(1, _peer.Calls);
    }

    [Fact]
    public async Task While_the_peer_is_down_the_last_keys_count_for_an_hour()
    {
        Assert.True(await HasAsync(Publishing(), "first"));
        _peer.Answer = http => { http.Response.StatusCode = 503; return Task.CompletedTask; };

        _host.Time.Advance(PublishedKeys.Longest - TimeSpan.FromSeconds(1));
        Assert.True(await HasAsync(Publishing(), "first"));
        _host.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.False(await HasAsync(Publishing(), "first"));
    }

    [Fact]
    public async Task A_dead_peer_is_left_alone_and_harms_no_other()
    {
        var never = new TaskCompletionSource();
        _peer.Answer = _ => never.Task;
        await using var other = await ClientPeer.StartAsync();
        other.Serve(TestKeys.Jwks(_second));

        var hanging = HasAsync(Publishing(), "first");
        Assert.True(await HasAsync(TestClients.Machine with { JwksUri = other.Address("/jwks") }, "second"));

        Assert.False(await hanging); // after the outbound time is over
        for (var i = 0; i < 10; i++) Assert.False(await HasAsync(Publishing(), "first"));
        Assert.Equal(1, _peer.Calls);
        never.SetResult();
    }

    [Theory]
    [InlineData("text/html")]
    [InlineData("application/jwt")]
    [InlineData("")]
    public async Task Another_content_type_is_no_key_set(string contentType)
    {
        _peer.Answer = http =>
        {
            if (contentType.Length > 0) http.Response.ContentType = contentType;
            return http.Response.WriteAsync(TestKeys.Jwks(_first));
        };
        Assert.False(await HasAsync(Publishing(), "first"));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"keys\":{}}")]
    [InlineData("{\"keys\":[],\"keys\":[]}")]
    [InlineData("not json")]
    [InlineData("")]
    public async Task What_is_no_key_set_has_no_key(string text)
    {
        _peer.Serve(text);
        Assert.False(await HasAsync(Publishing(), "first"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)] // without Content-Length
    public async Task A_document_that_is_too_long_is_not_read(bool chunked)
    {
        var padded = TestKeys.Jwks(_first)[..^1] + ",\"padding\":\"" + new string('x', 64 * 1024) + "\"}";
        _peer.Answer = async http =>
        {
            http.Response.ContentType = "application/json";
            if (!chunked) http.Response.ContentLength = padded.Length;
            await http.Response.WriteAsync(padded);
        };
        Assert.False(await HasAsync(Publishing(), "first"));
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        await using var target = await ClientPeer.StartAsync();
        target.Serve(TestKeys.Jwks(_first));
        _peer.Answer = http => { http.Response.Redirect(target.Address("/jwks")); return Task.CompletedTask; };
        Assert.False(await HasAsync(Publishing(), "first"));
        Assert.Equal(0, target.Calls);
    }

    [Fact]
    public async Task Outside_development_loopback_is_not_called()
    {
        await using var host = await EngineHost.StartAsync();
        Assert.Null((await host.Get<ClientKeys>().FindAsync(Publishing(), "first", "ES256", CancellationToken.None)).Find("first", "ES256"));
        Assert.Equal(0, _peer.Calls);
    }

    [Fact]
    public async Task A_key_is_also_found_by_its_thumbprint()
    {
        var keys = _host.Get<ClientKeys>();
        Assert.True((await keys.FindByThumbprintAsync(Publishing(), _first.PublicKey.Thumbprint(), CancellationToken.None)).HasKey(_first.PublicKey.Thumbprint()));
        Assert.False((await keys.FindByThumbprintAsync(Publishing(), _second.PublicKey.Thumbprint(), CancellationToken.None)).HasKey(_second.PublicKey.Thumbprint()));
    }

    private Client Publishing() => TestClients.Machine with { JwksUri = _peer.Address("/jwks") };

    private async Task<bool> HasAsync(Client client, string kid) =>
        (await _host.Get<ClientKeys>().FindAsync(client, kid, "ES256", CancellationToken.None)).Find(kid, "ES256") is not null;
}
