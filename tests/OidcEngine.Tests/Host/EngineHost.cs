using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OidcEngine.Auditing;
using OidcEngine.Authorization;
using OidcEngine.Clients;
using OidcEngine.Device;
using OidcEngine.Grants;
using OidcEngine.Keys;
using OidcEngine.PushedAuthorization;
using OidcEngine.Refusals;
using OidcEngine.Registration;
using OidcEngine.Replay;
using OidcEngine.Scopes;
using OidcEngine.Sessions;
using OidcEngine.Tests.Fakes;
using OidcEngine.UserInfo;

namespace OidcEngine.Tests.Host;

/// <summary>The engine in a host of its own, with every port in memory and a clock that tests move.</summary>
internal sealed class EngineHost : IAsyncDisposable
{
    public const string Issuer = "https://idp.example";

    /// <summary>Carries the query past the client's Uri type, so that broken escapes reach the engine as a test wrote them.</summary>
    private const string RawQuery = "X-Raw-Query";

    private readonly WebApplication _app;

    private EngineHost(WebApplication app)
    {
        _app = app;
        Http = app.GetTestClient();
        Http.BaseAddress = new Uri(Issuer);
    }

    /// <summary>Follows no redirect and keeps no cookie.</summary>
    public HttpClient Http { get; }

    public IServiceProvider Services => _app.Services;

    public ManualTime Time => Get<ManualTime>();

    public InMemoryClients Clients => Get<InMemoryClients>();

    public InMemoryResources Resources => Get<InMemoryResources>();

    public InMemoryGrants Grants => Get<InMemoryGrants>();

    public InMemoryConsents Consents => Get<InMemoryConsents>();

    public InMemoryPushedRequests PushedRequests => Get<InMemoryPushedRequests>();

    public InMemoryTransactions Transactions => Get<InMemoryTransactions>();

    public InMemorySessions Sessions => Get<InMemorySessions>();

    public InMemoryKeys Keys => Get<InMemoryKeys>();

    public InMemoryUserClaims Users => Get<InMemoryUserClaims>();

    public RecordedAudit Audit => Get<RecordedAudit>();

    public RecordedRefusals Refusals => Get<RecordedRefusals>();

    public static async Task<EngineHost> StartAsync(
        Action<OidcEngineOptions>? configure = null,
        Action<IServiceCollection>? configureServices = null,
        Action<AuthorizationRefusal>? onRefusal = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        AddPorts(builder.Services);
        builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider();
        builder.Services.AddAuthentication(SessionCookieHandler.Name)
            .AddScheme<AuthenticationSchemeOptions, SessionCookieHandler>(SessionCookieHandler.Name, null);
        builder.Services.AddOidcEngine(options =>
        {
            options.Issuer = Issuer;
            configure?.Invoke(options);
        });
        configureServices?.Invoke(builder.Services);

        var app = builder.Build();
        app.Use(UseRawQuery);
        app.UseStatusCodePagesWithReExecute("/error");
        app.UseRouting();
        app.MapOidcEngine();
        app.Map("/error", (HttpContext http) => ShowRefusal(http, onRefusal));
        await app.StartAsync();

        var host = new EngineHost(app);
        foreach (var client in TestClients.All) host.Clients.Put(client);
        return host;
    }

    public T Get<T>() where T : notnull => _app.Services.GetRequiredService<T>();

    /// <summary>Starts a session as the sign-in page would.</summary>
    public EndUserSession SignIn(string subject = "alice")
    {
        var now = Time.GetUtcNow();
        var session = new EndUserSession(Guid.CreateVersion7(now), subject, now, "aal1", ["pwd"]);
        Sessions.Add(session);
        return session;
    }

    public Task<HttpResponseMessage> GetAsync(string pathAndQuery, EndUserSession? session = null)
    {
        var query = pathAndQuery.IndexOf('?', StringComparison.Ordinal);
        var request = new HttpRequestMessage(HttpMethod.Get, query < 0 ? pathAndQuery : pathAndQuery[..query]);
        if (query >= 0) request.Headers.TryAddWithoutValidation(RawQuery, pathAndQuery[query..]);
        return SendAsync(request, session);
    }

    public Task<HttpResponseMessage> PostAsync(
        string pathAndQuery, IEnumerable<KeyValuePair<string, string>> form, EndUserSession? session = null) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Post, pathAndQuery) { Content = new FormUrlEncodedContent(form) }, session);

    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, EndUserSession? session = null)
    {
        if (session is not null) request.Headers.Add("Cookie", $"{SessionCookieHandler.CookieName}={session.SessionId}");
        return Http.SendAsync(request);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.DisposeAsync();
    }

    private static void AddPorts(IServiceCollection services)
    {
        services.AddSingleton<ManualTime>().AddSingleton<TimeProvider>(Of<ManualTime>);
        services.AddSingleton<InMemoryClients>().AddSingleton<IClientStore>(Of<InMemoryClients>);
        services.AddSingleton(new InMemoryResources(TestResources.Catalog)).AddSingleton<IResourceStore>(Of<InMemoryResources>);
        services.AddSingleton<InMemoryGrants>().AddSingleton<IGrantStore>(Of<InMemoryGrants>);
        services.AddSingleton<IAuthorizationCodeStore>(Of<InMemoryGrants>).AddSingleton<IRefreshFamilyStore>(Of<InMemoryGrants>);
        services.AddSingleton<InMemoryDeviceRequests>().AddSingleton<IDeviceRequestStore>(Of<InMemoryDeviceRequests>);
        services.AddSingleton<InMemoryRegistrations>().AddSingleton<IClientRegistrationStore>(Of<InMemoryRegistrations>);
        services.AddSingleton<InMemoryAccessTokens>().AddSingleton<IAccessTokenStore>(Of<InMemoryAccessTokens>);
        services.AddSingleton<InMemoryConsents>().AddSingleton<IConsentStore>(Of<InMemoryConsents>);
        services.AddSingleton<InMemoryPushedRequests>().AddSingleton<IPushedRequestStore>(Of<InMemoryPushedRequests>);
        services.AddSingleton<InMemoryTransactions>().AddSingleton<ISignInTransactionStore>(Of<InMemoryTransactions>);
        services.AddSingleton<InMemorySessions>().AddSingleton<ISessionStore>(Of<InMemorySessions>);
        services.AddSingleton<InMemoryKeys>().AddSingleton<IKeyStore>(Of<InMemoryKeys>);
        services.AddSingleton<InMemoryUserClaims>().AddSingleton<IUserClaims>(Of<InMemoryUserClaims>);
        services.AddSingleton<InMemoryTakenIds>().AddSingleton<ITakenIds>(Of<InMemoryTakenIds>);
        services.AddSingleton<RecordedAudit>().AddSingleton<IProtocolAudit>(Of<RecordedAudit>);
        services.AddSingleton<RecordedRefusals>().AddSingleton<IRefusalSink>(Of<RecordedRefusals>);
    }

    private static Task UseRawQuery(HttpContext http, RequestDelegate next)
    {
        if (http.Request.Headers[RawQuery] is [{ } query]) http.Request.QueryString = new QueryString(query);
        return next(http);
    }

    private static T Of<T>(IServiceProvider services) where T : notnull => services.GetRequiredService<T>();

    /// <summary>The host's error page: it shows what the engine left for it.</summary>
    private static ContentHttpResult ShowRefusal(HttpContext http, Action<AuthorizationRefusal>? onRefusal)
    {
        if (http.Features.Get<AuthorizationRefusal>() is not { } refusal)
            return TypedResults.Text("", statusCode: http.Response.StatusCode);
        onRefusal?.Invoke(refusal);
        return TypedResults.Text($"{refusal.Error.Code}: {refusal.Error.Description}", statusCode: StatusCodes.Status400BadRequest);
    }
}
