using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using OidcEngine.Clients;
using UserApi.Tests.Hosting;

namespace UserApi.Tests.Origins;

public sealed class OriginTests
{
    private const string Registered = "https://app.example.com";

    private static readonly Lazy<Task<ApiHost>> Host = new(() => ApiHost.StartAsync(
        null, services => services.Replace(ServiceDescriptor.Singleton<IClientStore>(new OneOrigin()))));

    [Fact]
    public async Task A_registered_origin_may_call_from_a_browser()
    {
        var answer = await PreflightAsync(Registered, "PATCH", "authorization,content-type,if-match");

        Assert.Equal(204, answer.Status);
        Assert.Equal(Registered, answer.Header("Access-Control-Allow-Origin"));
        Assert.Contains("PATCH", answer.Header("Access-Control-Allow-Methods"), StringComparison.Ordinal);
        Assert.Null(answer.Header("Access-Control-Allow-Credentials"));

        var call = (await (await Host.Value).SendAsync(HttpMethod.Get, "/v1/users/profile", headers: ("Origin", Registered))).Expect(401);
        Assert.Equal(Registered, call.Header("Access-Control-Allow-Origin"));
        Assert.Contains("ETag", call.Header("Access-Control-Expose-Headers"), StringComparison.Ordinal);
        Assert.Contains("Origin", call.Header("Vary"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://evil.example.com")]
    [InlineData("https://app.example.com.evil.test")]
    [InlineData("https://app.example.com:8443")]
    [InlineData("http://app.example.com")]
    [InlineData("HTTPS://APP.EXAMPLE.COM")]
    [InlineData("null")]
    [InlineData("*")]
    public async Task Any_other_origin_is_allowed_nothing(string origin)
    {
        Assert.Null((await PreflightAsync(origin, "GET", "authorization")).Header("Access-Control-Allow-Origin"));

        var call = await (await Host.Value).SendAsync(HttpMethod.Get, "/v1/users/profile", headers: ("Origin", origin));
        Assert.Null(call.Header("Access-Control-Allow-Origin"));
        Assert.Contains("Origin", call.Header("Vary"), StringComparison.Ordinal);
    }

    private static async Task<Answer> PreflightAsync(string origin, string method, string headers) =>
        await (await Host.Value).SendAsync(HttpMethod.Options, "/v1/users/profile", headers:
            [("Origin", origin), ("Access-Control-Request-Method", method), ("Access-Control-Request-Headers", headers)]);

    private sealed class OneOrigin : IClientStore
    {
        public ValueTask<Client?> FindAsync(string clientId, CancellationToken cancellationToken) => ValueTask.FromResult<Client?>(null);

        public ValueTask<bool> HasOriginAsync(string origin, CancellationToken cancellationToken) => ValueTask.FromResult(origin == Registered);
    }
}
