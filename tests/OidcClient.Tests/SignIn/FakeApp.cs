using System.Net;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using OidcClient.SignIn;
using OidcClient.Tests.Fakes;
using TestKit.Certificates;

namespace OidcClient.Tests.SignIn;

/// <summary>An app that signs people in at the fake provider.</summary>
internal sealed class FakeApp : IAsyncDisposable
{
    public const string Secret = "a secret: with+signs%and spaces";

    private readonly WebApplication _app;

    private FakeApp(WebApplication app, string address, MovableTime time)
    {
        (_app, Address, Time) = (app, address, time);
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapGet("/me", (HttpContext http) => $"{http.User.FindFirst("sub")?.Value}|{http.User.Identity?.Name}").RequireAuthorization();
        app.MapGet("/token", (HttpContext http, CancellationToken _) => ShowAsync(http, "access_token")).RequireAuthorization();
        app.MapGet("/id-token", (HttpContext http, CancellationToken _) => ShowAsync(http, "id_token")).RequireAuthorization();
        app.MapGet("/public", (HttpContext http) => http.User.Identity?.IsAuthenticated == true ? "somebody" : "nobody");
        app.MapGet("/failed", (string reason) => reason);
        app.MapGet("/denied", () => "denied");
        app.MapGet("/signout-callback-oidc", () => "signed out");
        app.MapPost("/sign-out", () => Results.SignOut(authenticationSchemes: [OidcSignInDefaults.Scheme]));
        app.MapOidcSignIn();
    }

    public string Address { get; }

    public MovableTime Time { get; }

    public static async Task<FakeApp> StartAsync(FakeProvider provider, Action<OidcSignInOptions>? configure = null)
    {
        var (app, url) = LoopbackHost.Create((services, address) =>
        {
            services.AddSingleton<TimeProvider>(provider.Time);
            services.AddAuthorization();
            services.AddOidcSignIn(options =>
            {
                options.Issuer = provider.Issuer;
                options.PublicUrl = address;
                options.ClientId = "app";
                options.ClientSecret = Secret;
                options.Scope.Add("profile");
                options.CookieName = "__Host-app";
                options.AccessDeniedPath = "/denied";
                options.Events.OnRemoteFailure = context =>
                {
                    context.Response.Redirect("/failed?reason=" + Uri.EscapeDataString(context.Failure!.Message));
                    context.HandleResponse();
                    return Task.CompletedTask;
                };
                configure?.Invoke(options);
            });
        });
        var fake = new FakeApp(app, url, provider.Time);
        await app.StartAsync();
        return fake;
    }

    private static async Task<IResult> ShowAsync(HttpContext http, string token) => Results.Text(await http.GetTokenAsync(token));

    public Visitor NewVisitor() => new(Address);

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}

/// <summary>A browser that shows every step: it keeps cookies and follows redirects when it is told to.</summary>
internal sealed class Visitor : IDisposable
{
    private readonly HttpClient _http;

    public Visitor(string address)
    {
        _http = new HttpClient(LoopbackCertificates.Instance.NewHandler(Cookies)) { BaseAddress = new Uri(address) };
        Location = new Uri(address);
    }

    public CookieContainer Cookies { get; } = new();

    public Uri Location { get; private set; }

    public string? SessionCookie => Cookies.GetCookies(_http.BaseAddress!)["__Host-app"]?.Value;

    public async Task<(HttpStatusCode Status, string Body)> OpenAsync(string address)
    {
        for (var hops = 0; hops < 10; hops++)
        {
            var (status, next, body) = await StepAsync(address);
            if (next is null) return (status, body);
            address = next;
        }
        throw new InvalidOperationException("The redirects do not end.");
    }

    public async Task<(HttpStatusCode Status, string? Next, string Body)> StepAsync(string address, FormUrlEncodedContent? form = null)
    {
        Location = new Uri(Location, address);
        using var response = form is null ? await _http.GetAsync(Location) : await _http.PostAsync(Location, form);
        var next = response.Headers.Location is { } location ? new Uri(Location, location).ToString() : null;
        return (response.StatusCode, next, await response.Content.ReadAsStringAsync());
    }

    public void Dispose() => _http.Dispose();
}
