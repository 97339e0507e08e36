using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using ServiceDefaults.Configuration;

namespace ServiceDefaults.Outbound;

/// <summary>Our HTTP clients. All trust what <see cref="ServerTrust"/> says; what fetches an address that somebody else named
/// (logout, jwks_uri, webhooks) takes a guarded one.</summary>
public static class OutboundHttp
{
    internal static void AddOutboundHttp(this WebApplicationBuilder builder)
    {
        var options = builder.Services.AddValidatedOptions<OutboundOptions>(builder.Configuration, "Outbound");
        var trust = new ServerTrust(options);
        options.AllowPrivateNetworks ??= builder.Environment.IsDevelopment();

        builder.Services.AddSingleton(trust);
        builder.Services.ConfigureHttpClientDefaults(http => http
            .UseSocketsHttpHandler((handler, _) =>
            {
                handler.UseCookies = false;
                handler.AllowAutoRedirect = false;
                trust.Apply(handler);
            })
            .RemoveAllLoggers()); // they write whole addresses, which may hold secrets
    }

    /// <summary>A client for addresses that a client or a user named: public addresses only (unless
    /// <c>Outbound:AllowPrivateNetworks</c>), no redirects, no cookies, no proxy, 64 KiB of answer, 10 seconds.</summary>
    public static IHttpClientBuilder AddGuardedHttpClient(this IServiceCollection services, string name) =>
        services.AddHttpClient(name, Limit).UseSocketsHttpHandler((handler, provider) =>
        {
            handler.UseProxy = false;
            handler.ConnectTimeout = TimeSpan.FromSeconds(5);
            if (provider.GetRequiredService<OutboundOptions>().AllowPrivateNetworks != true)
                handler.ConnectCallback = PublicAddresses.ConnectAsync;
        });

    private static void Limit(HttpClient client)
    {
        client.Timeout = TimeSpan.FromSeconds(10);
        client.MaxResponseContentBufferSize = 64 * 1024;
    }
}
