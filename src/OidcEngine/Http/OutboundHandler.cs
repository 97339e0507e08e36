using System.Net;
using System.Net.Sockets;

namespace OidcEngine.Http;

/// <summary>Sends requests to addresses that clients registered: https alone, no redirects, no cookies, no proxy, little time, and
/// only to public addresses. Those are looked at when the connection is made, so that a name cannot point elsewhere by then
/// (DNS rebinding).</summary>
internal sealed class OutboundHandler : DelegatingHandler
{
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    private readonly bool _allowPrivateNetworks;

    public OutboundHandler(bool allowPrivateNetworks)
    {
        _allowPrivateNetworks = allowPrivateNetworks;
        InnerHandler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            ConnectTimeout = Timeout,
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            MaxResponseHeadersLength = 16, // KiB
            MaxResponseDrainSize = 16 * 1024,
            ResponseDrainTimeout = TimeSpan.FromSeconds(1),
            ConnectCallback = ConnectAsync,
        };
    }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var scheme = request.RequestUri?.Scheme;
        if (scheme != Uri.UriSchemeHttps && !(_allowPrivateNetworks && scheme == Uri.UriSchemeHttp))
            throw new HttpRequestException("Only https addresses are called.");
        return base.SendAsync(request, cancellationToken);
    }

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var host = context.DnsEndPoint.Host;
        var addresses = IPAddress.TryParse(host, out var literal) ? [literal] : await Dns.GetHostAddressesAsync(host, cancellationToken);
        var allowed = _allowPrivateNetworks ? addresses : Array.FindAll(addresses, PublicAddress.Is);
        if (allowed.Length == 0) throw new HttpRequestException("The name has no public address.");

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, context.DnsEndPoint.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
