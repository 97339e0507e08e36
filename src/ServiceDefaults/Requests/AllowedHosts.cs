using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using ServiceDefaults.Configuration;
using ServiceDefaults.MutualTls;
using ServiceDefaults.Problems;

namespace ServiceDefaults.Requests;

/// <summary>Answers only to the host names that were configured. Probes of <c>/health</c> come by address and are exempt.</summary>
internal static class AllowedHosts
{
    public static void UseAllowedHosts(this WebApplication app)
    {
        var service = app.Services.GetRequiredService<ServiceDescription>();
        var publicUrl = service.PublicUrl(app.Services.GetRequiredService<PublicUrls>());
        var allowed = new HashSet<string>(app.Services.GetRequiredService<ProxyOptions>().AllowedHosts, StringComparer.OrdinalIgnoreCase)
        {
            new Uri(publicUrl).Host,
        };
        var mutualTls = app.Services.GetRequiredService<MutualTlsSettings>();
        if (mutualTls.IsOn) allowed.Add(new Uri(mutualTls.AddressBeside(publicUrl)).Host);
        if (app.Environment.IsDevelopment()) allowed.UnionWith(["localhost", "127.0.0.1", "[::1]"]);

        app.Use((http, next) => allowed.Contains(http.Request.Host.Host) || http.Request.Path.StartsWithSegments("/health")
            ? next(http)
            : ApiProblem.BadRequest("invalid_host", "This host name is not served here.").ExecuteAsync(http));
    }
}
