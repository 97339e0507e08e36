using System.Net;
using System.Text.Json;
using IdentityProvider.Tests.Hosting;

namespace IdentityProvider.Tests.RequestLimits;

public sealed class RequestLimitTests : IAsyncLifetime
{
    private const string Secret = "a-secret-that-these-tests-alone-know-of";

    private readonly string _clients = Path.GetTempFileName();
    private Provider? _provider;

    public async ValueTask InitializeAsync()
    {
        await File.WriteAllTextAsync(_clients, $$"""
            [
              {"client_id":"one","client_secret":"{{Secret}}","grant_types":["client_credentials"],"scope":"profile.api"},
              {"client_id":"two","client_secret":"{{Secret}}","grant_types":["client_credentials"],"scope":"profile.api"},
              {"client_id":"open","token_endpoint_auth_method":"none","redirect_uris":["https://open.test/"],"scope":"openid"}
            ]
            """);
        _provider = await Provider.StartAsync(
            ("Identity:ClientsFile", _clients), ("RateLimits:Enabled", "true"), ("RateLimits:Token:Permits", "3"), ("RateLimits:Metadata:Permits", "3"));
    }

    public async ValueTask DisposeAsync()
    {
        if (_provider is not null) await _provider.DisposeAsync();
        File.Delete(_clients);
    }

    [Fact]
    public async Task A_client_that_asks_for_tokens_too_often_waits_and_no_other_does()
    {
        for (var request = 0; request < 3; request++) Assert.Equal(HttpStatusCode.OK, (await TokenAsync("one", Secret)).Status);

        var (status, error, retryAfter) = await TokenAsync("one", Secret);
        Assert.Equal(HttpStatusCode.TooManyRequests, status);
        Assert.Equal("temporarily_unavailable", error);
        Assert.InRange(retryAfter!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));
        Assert.Equal(HttpStatusCode.OK, (await TokenAsync("two", Secret)).Status);
    }

    [Fact]
    public async Task Whoever_lacks_the_secret_uses_nothing_up()
    {
        for (var request = 0; request < 6; request++) Assert.Equal(HttpStatusCode.Unauthorized, (await TokenAsync("one", "another")).Status);
        Assert.Equal(HttpStatusCode.OK, (await TokenAsync("one", Secret)).Status);
    }

    [Fact]
    public async Task A_client_without_a_secret_is_counted_too()
    {
        for (var request = 0; request < 3; request++) Assert.Equal(HttpStatusCode.BadRequest, (await TokenAsync("open", null)).Status);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await TokenAsync("open", null)).Status);
    }

    [Theory]
    [InlineData("/.well-known/openid-configuration")]
    [InlineData("/.well-known/jwks.json")]
    public async Task Public_documents_are_read_so_often_and_not_more(string path)
    {
        using var client = _provider!.NewClient();
        for (var request = 0; request < 3; request++)
        {
            using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        using var refused = await client.GetAsync(new Uri(path, UriKind.Relative));
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.NotNull(refused.Headers.RetryAfter?.Delta);
        Assert.Equal(HttpStatusCode.OK, (await TokenAsync("one", Secret)).Status);
    }

    private async Task<(HttpStatusCode Status, string? Error, TimeSpan? RetryAfter)> TokenAsync(string clientId, string? secret)
    {
        using var client = _provider!.NewClient();
        Dictionary<string, string> form = secret is null
            ? new() { ["grant_type"] = "authorization_code", ["client_id"] = clientId }
            : new() { ["grant_type"] = "client_credentials", ["scope"] = "profile.api" };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/connect/token") { Content = new FormUrlEncodedContent(form) };
        if (secret is not null)
            request.Headers.Authorization = new("Basic", Convert.ToBase64String(System.Text.Encoding.ASCII.GetBytes($"{clientId}:{secret}")));
        using var answer = await client.SendAsync(request);
        using var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return (answer.StatusCode, body.RootElement.TryGetProperty("error", out var error) ? error.GetString() : null, answer.Headers.RetryAfter?.Delta);
    }
}
