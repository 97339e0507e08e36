using System.Security.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using ServiceDefaults.Configuration;

namespace ServiceDefaults.Requests;

/// <summary>How requests reach the host: limits of the server, proxies that are believed, request ids.</summary>
internal static class RequestRules
{
    private const long MaxBody = 1024 * 1024;

    public static void AddRequestRules(this WebApplicationBuilder builder)
    {
        var proxy = builder.Services.AddValidatedOptions<ProxyOptions>(builder.Configuration, "Proxy", ProxyOptions.Validate);
        builder.WebHost.ConfigureKestrel(Limit);
        builder.Services.Configure<FormOptions>(form =>
        {
            form.ValueCountLimit = 256;
            form.KeyLengthLimit = 256;
            form.ValueLengthLimit = 64 * 1024;
        });
        builder.Services.Configure<ForwardedHeadersOptions>(forwarded =>
        {
            // Host is not among them: it must be configured. With no proxy trusted, nothing is believed.
            forwarded.ForwardedHeaders = proxy.Trusted.Length == 0
                ? ForwardedHeaders.None
                : ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            forwarded.ForwardLimit = null; // the walk ends at the first address that is not trusted
            forwarded.KnownProxies.Clear();
            forwarded.KnownIPNetworks.Clear();
            foreach (var network in proxy.Networks) forwarded.KnownIPNetworks.Add(network);
        });
    }

    public static void UseRequestRules(this WebApplication app)
    {
        app.UseForwardedHeaders();
        app.UseMiddleware<RequestMiddleware>();
    }

    private static void Limit(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = MaxBody;
        kestrel.Limits.MaxRequestHeadersTotalSize = 32 * 1024;
        kestrel.Limits.MaxRequestLineSize = 16 * 1024;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
        kestrel.ConfigureHttpsDefaults(https => https.SslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13);
    }
}
