using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Http;
using ServiceDefaults.Configuration;

namespace ServiceDefaults.Outbound;

/// <summary>What holds for every HTTP client of a host: no redirects, no cookies, and the authorities of <see cref="ServerTrust"/>.</summary>
internal static class OutboundHttp
{
    public static void AddOutboundHttp(this WebApplicationBuilder builder)
    {
        var options = builder.Services.AddValidatedOptions<OutboundOptions>(builder.Configuration, "Outbound");
        options.AllowPrivateNetworks ??= builder.Environment.IsDevelopment();
        var trust = new ServerTrust(options);
        builder.Services.AddSingleton(trust);

        builder.Services.ConfigureHttpClientDefaults(http => http
            .UseSocketsHttpHandler(static (handler, _) =>
            {
                handler.UseCookies = false;
                handler.AllowAutoRedirect = false;
            })
            .RemoveAllLoggers()); // they write whole addresses, which may hold secrets
        // After everything else, since a client may bring a handler of its own.
        builder.Services.PostConfigureAll<HttpClientFactoryOptions>(client =>
            client.HttpMessageHandlerBuilderActions.Add(handlers => trust.Apply(handlers.PrimaryHandler)));
    }
}
