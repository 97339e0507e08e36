using System.Net;
using System.Net.Http.Headers;
using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using OidcClient.ApiAccess;
using OidcClient.Tests.Fakes;
using TestKit.Certificates;

namespace OidcClient.Tests.ApiAccess;

/// <summary>An API that trusts the fake provider.</summary>
internal sealed class FakeApi : IAsyncDisposable
{
    public const string Audience = "https://api.example";

    private readonly WebApplication _app;

    private FakeApi(WebApplication app, string address, MovableTime time, FakeStatus status)
    {
        (_app, Time, Status) = (app, time, status);
        Client = new HttpClient(LoopbackCertificates.Instance.NewHandler()) { BaseAddress = new Uri(address) };
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapGet("/open", (HttpContext http) => http.User.FindFirst("sub")?.Value ?? "nobody").RequireScope("profile.api");
        app.MapGet("/admin", () => "admin").RequireScope("admin.api");
        app.MapGet("/both", () => "both").RequireScope("profile.api").RequireScope("admin.api");
        app.MapGet("/never", () => "never").RequireAuthorization(policy => policy.RequireScope("profile.api").RequireAssertion(_ => false));
        app.MapGet("/anonymous", (ClaimsPrincipal user) => user.Identity?.IsAuthenticated == true ? "somebody" : "nobody");
        app.MapPost("/open", (HttpRequest request) => "posted").RequireScope("profile.api");
        app.MapGet("/claims", (ClaimsPrincipal user) => Results.Json(user.Claims.Select(claim => $"{claim.Type}={claim.Value}")))
            .RequireScope("profile.api");
    }

    public HttpClient Client { get; }

    public MovableTime Time { get; }

    public FakeStatus Status { get; }

    public static async Task<FakeApi> StartAsync(FakeProvider provider, Action<ApiAccessOptions>? configure = null)
    {
        var status = new FakeStatus();
        var (app, address) = LoopbackHost.Create(services =>
        {
            services.AddSingleton<TimeProvider>(provider.Time);
            services.AddSingleton<IAccessTokenStatus>(status);
            services.AddSingleton<IStartupFilter, ShownCertificate>();
            services.AddAuthorization();
            services.AddAuthentication(ApiAccessDefaults.Scheme).AddApiAccess(options =>
            {
                options.Issuer = provider.Issuer;
                options.Audience = Audience;
                configure?.Invoke(options);
            });
        });
        var api = new FakeApi(app, address, provider.Time, status);
        await app.StartAsync();
        return api;
    }

    public Task<ApiReply> GetAsync(string path, params string[] authorizations) =>
        SendAsync(path, [.. authorizations.Select(authorization => ("Authorization", authorization))]);

    public async Task<ApiReply> SendAsync(string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        using var response = await Client.SendAsync(request);
        return new ApiReply(
            response.StatusCode,
            response.Headers.WwwAuthenticate.ToString(),
            await response.Content.ReadAsStringAsync(),
            response.Headers.RetryAfter,
            response.Headers.TryGetValues("DPoP-Nonce", out var nonces) ? nonces.Single() : null);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
    }
}

internal sealed record ApiReply(HttpStatusCode Status, string Challenge, string Body, RetryConditionHeaderValue? RetryAfter, string? Nonce);

internal sealed class FakeStatus : IAccessTokenStatus
{
    public bool IsLive { get; set; } = true;

    public List<(string TokenId, string ClientId, Guid? GrantId)> Asked { get; } = [];

    public ValueTask<bool> IsLiveAsync(string tokenId, string clientId, Guid? grantId, CancellationToken cancellationToken)
    {
        Asked.Add((tokenId, clientId, grantId));
        return ValueTask.FromResult(IsLive);
    }
}
