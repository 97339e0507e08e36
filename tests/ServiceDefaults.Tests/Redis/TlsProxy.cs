using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using TestKit.Certificates;

namespace ServiceDefaults.Tests.Redis;

/// <summary>TLS before a Redis that has none, with the certificate of the tests.</summary>
internal sealed class TlsProxy : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly DnsEndPoint _redis;

    public TlsProxy(string redis)
    {
        _redis = new DnsEndPoint(redis.Split(':')[0], int.Parse(redis.Split(':')[1], System.Globalization.CultureInfo.InvariantCulture));
        _listener.Start();
        _ = AcceptAsync();
    }

    public string Address => $"localhost:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    public void Dispose() => _listener.Dispose();

    private async Task AcceptAsync()
    {
        var files = LoopbackCertificates.Instance;
        using var pem = X509Certificate2.CreateFromPemFile(files.CertificateFile, files.KeyFile);
        while (true)
        {
            var caller = await _listener.AcceptTcpClientAsync();
            _ = ServeAsync(caller, pem);
        }
    }

    private async Task ServeAsync(TcpClient caller, X509Certificate2 certificate)
    {
        using (caller)
        {
            await using var outside = new SslStream(caller.GetStream());
            await outside.AuthenticateAsServerAsync(certificate);
            using var redis = new TcpClient();
            await redis.ConnectAsync(_redis.Host, _redis.Port);
            await Task.WhenAny(outside.CopyToAsync(redis.GetStream()), redis.GetStream().CopyToAsync(outside));
        }
    }
}
