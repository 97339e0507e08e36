using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using TestKit.Certificates;
using TestKit.Ports;

namespace EndToEnd.Tests.Conformance;

/// <summary>Where a client hears of logouts, OIDC Back-Channel Logout 1.0 §2.5.</summary>
internal sealed class LogoutParty : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly ConcurrentDictionary<string, TaskCompletionSource<Dictionary<string, string>>> _notices = new();
    private readonly WebApplication _app;

    public LogoutParty()
    {
        var port = FreePorts.Take(1)[0];
        Address = $"https://localhost:{port}/backchannel_logout";
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        var certificate = X509Certificate2.CreateFromPemFile(LoopbackCertificates.Instance.CertificateFile, LoopbackCertificates.Instance.KeyFile);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port, listen => listen.UseHttps(certificate)));
        _app = builder.Build();
        _app.MapPost("/backchannel_logout", HearAsync);
    }

    public string Address { get; }

    public Task StartAsync() => _app.StartAsync();

    /// <summary>The form that came for this session.</summary>
    public Task<Dictionary<string, string>> NoticeAsync(string sessionId) => Of(sessionId).Task.WaitAsync(Patience);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task HearAsync(HttpContext http)
    {
        var form = (await http.Request.ReadFormAsync(http.RequestAborted)).ToDictionary(field => field.Key, field => field.Value.ToString());
        if (form.TryGetValue("logout_token", out var token) && IdToken.Read(token).Text("sid") is { } sessionId) Of(sessionId).TrySetResult(form);
    }

    private TaskCompletionSource<Dictionary<string, string>> Of(string sessionId) =>
        _notices.GetOrAdd(sessionId, _ => new TaskCompletionSource<Dictionary<string, string>>(TaskCreationOptions.RunContinuationsAsynchronously));
}
