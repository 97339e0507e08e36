using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using ServiceDefaults.Requests;

namespace ServiceDefaults.MutualTls;

/// <summary>Takes the client's certificate from the header of a trusted proxy: as RFC 9440 writes it, as base64 without the colons, or as
/// PEM in URL encoding (nginx). From anybody else the header is dropped. It runs before anything rewrites the address of the caller.</summary>
internal sealed class ForwardedCertificateMiddleware(
    RequestDelegate next, MutualTlsSettings settings, ProxyOptions proxies, ILogger<ForwardedCertificateMiddleware> logger)
{
    private const string Pem = "-----BEGIN CERTIFICATE-----";

    public Task InvokeAsync(HttpContext http)
    {
        var header = http.Request.Headers[settings.ForwardedHeader!];
        http.Request.Headers.Remove(settings.ForwardedHeader!);
        if (IsTrusted(http.Connection.RemoteIpAddress))
        {
            // Never the proxy's own certificate, which it may show to us.
            http.Connection.ClientCertificate = header is [{ Length: > 0 } value] ? Read(value) : null;
            if (http.Connection.ClientCertificate is { } certificate) http.Response.RegisterForDispose(certificate);
        }
        return next(http);
    }

    private bool IsTrusted(IPAddress? address)
    {
        if (address is null) return false;
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return proxies.Networks.Any(network => network.Contains(plain));
    }

    private X509Certificate2? Read(string value)
    {
        try
        {
            var text = Uri.UnescapeDataString(value);
            return text.StartsWith(Pem, StringComparison.Ordinal)
                ? X509Certificate2.CreateFromPem(text)
                : X509CertificateLoader.LoadCertificate(Convert.FromBase64String(text.Trim(':')));
        }
        catch (Exception exception) when (exception is CryptographicException or FormatException)
        {
            logger.UnreadableCertificate(settings.ForwardedHeader!);
            return null;
        }
    }
}
