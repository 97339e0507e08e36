using OidcEngine.Tests.Host;

namespace OidcEngine.Tests.Http;

public sealed class CrossOriginTests : IAsyncLifetime
{
    private EngineHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await EngineHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData("/connect/token")]
    [InlineData("/connect/revocation")]
    [InlineData("/connect/userinfo")]
    public async Task The_page_of_a_client_may_call(string path)
    {
        var answer = await SendAsync(HttpMethod.Options, path, "https://spa.example");
        Assert.Equal(204, answer.Status);
        Assert.Equal("https://spa.example", answer.Header("Access-Control-Allow-Origin"));
        Assert.Contains("POST", answer.Header("Access-Control-Allow-Methods"), StringComparison.Ordinal);
        Assert.Contains("Authorization", answer.Header("Access-Control-Allow-Headers"), StringComparison.Ordinal);
        Assert.Null(answer.Header("Access-Control-Allow-Credentials"));
    }

    [Theory]
    [InlineData("https://evil.example")]
    [InlineData("https://spa.example.evil.example")]
    [InlineData("http://spa.example")]
    [InlineData("https://spa.example:8443")]
    [InlineData("null")]
    public async Task Other_pages_may_not(string origin)
    {
        var preflight = await SendAsync(HttpMethod.Options, "/connect/token", origin);
        var call = await SendAsync(HttpMethod.Post, "/connect/token", origin);
        Assert.Null(preflight.Header("Access-Control-Allow-Origin"));
        Assert.Null(preflight.Header("Access-Control-Allow-Methods"));
        Assert.Null(call.Header("Access-Control-Allow-Origin"));
    }

    [Fact] // also an error must be readable by the page that caused it
    public async Task Errors_can_be_read_by_the_page_of_a_client()
    {
        var answer = await SendAsync(HttpMethod.Post, "/connect/token", "https://spa.example");
        Assert.Equal((400, "https://spa.example"), (answer.Status, answer.Header("Access-Control-Allow-Origin")));
        Assert.Equal("Origin", answer.Header("Vary"));
    }

    [Theory]
    [InlineData("/connect/introspect")]
    [InlineData("/connect/authorize")]
    public async Task Endpoints_that_are_not_for_pages_allow_none(string path) =>
        Assert.Null((await SendAsync(HttpMethod.Options, path, "https://spa.example")).Header("Access-Control-Allow-Origin"));

    private async Task<Answer> SendAsync(HttpMethod method, string path, string origin)
    {
        var request = new HttpRequestMessage(method, path);
        request.Headers.TryAddWithoutValidation("Origin", origin);
        request.Headers.TryAddWithoutValidation("Access-Control-Request-Method", "POST");
        var response = await _host.SendAsync(request);
        return new Answer((int)response.StatusCode, default, response);
    }
}
