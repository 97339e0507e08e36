using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace OidcEngine.Tests.Host;

/// <summary>A client's own web server on loopback, which counts its calls. The engine calls it when private networks are allowed.</summary>
internal sealed class ClientPeer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private int _calls;

    private ClientPeer(WebApplication app) => _app = app;

    public int Calls => _calls;

    /// <summary>What it answers; a test may change it at any time.</summary>
    public Func<HttpContext, Task> Answer { get; set; } = _ => Task.CompletedTask;

    /// <summary>Where it answers, under whatever path.</summary>
    public string Address(string path) =>
        _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single() + path;

    public static async Task<ClientPeer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var peer = new ClientPeer(builder.Build());
        peer._app.Run(peer.HandleAsync);
        await peer._app.StartAsync();
        return peer;
    }

    /// <summary>Lets it answer with this text from now on.</summary>
    public void Serve(string text, string contentType = "application/json") => Answer = http =>
    {
        http.Response.ContentType = contentType;
        return http.Response.WriteAsync(text);
    };

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private Task HandleAsync(HttpContext http)
    {
        Interlocked.Increment(ref _calls);
        return Answer(http);
    }
}
