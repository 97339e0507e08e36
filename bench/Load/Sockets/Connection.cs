using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Load.Sockets;

/// <summary>One HTTP/1.1 connection that sends prepared bytes and reads the answer with as little work as possible, so that on a shared machine
/// the generator takes little from the server. It knows Content-Length and chunked bodies, and nothing else.</summary>
internal sealed class Connection : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private byte[] _buffer = new byte[32 * 1024];
    private int _filled;

    public int Status { get; private set; }

    /// <summary>The body of the last answer; gone with the next request.</summary>
    public ReadOnlyMemory<byte> Body { get; private set; }

    /// <summary>The head of the last answer; gone with the next request.</summary>
    public ReadOnlyMemory<byte> Head { get; private set; }

    public async Task OpenAsync(int port, CancellationToken cancellationToken) =>
        await _socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port), cancellationToken);

    public async ValueTask SendAsync(ReadOnlyMemory<byte> request, CancellationToken cancellationToken)
    {
        await _socket.SendAsync(request, cancellationToken);
        _filled = 0;
        int headEnd;
        while ((headEnd = _buffer.AsSpan(0, _filled).IndexOf("\r\n\r\n"u8)) < 0) await FillAsync(cancellationToken);
        headEnd += 4;
        Status = Utf8Parser.TryParse(_buffer.AsSpan(9, 3), out int status, out _) ? status : 0;

        if (Length(_buffer.AsSpan(0, headEnd)) is { } length)
        {
            while (_filled < headEnd + length) await FillAsync(cancellationToken);
        }
        else if (Status is not (204 or 304))
        {
            while (!_buffer.AsSpan(headEnd, _filled - headEnd).EndsWith("0\r\n\r\n"u8)) await FillAsync(cancellationToken);
        }
        Head = _buffer.AsMemory(0, headEnd);
        Body = _buffer.AsMemory(headEnd, _filled - headEnd);
    }

    public void Dispose() => _socket.Dispose();

    public static byte[] Request(string method, string path, string host, string? form = null, params string[] headers)
    {
        var text = new StringBuilder($"{method} {path} HTTP/1.1\r\nHost: {host}\r\n");
        foreach (var header in headers) text.Append(header).Append("\r\n");
        if (form is not null) text.Append("Content-Type: application/x-www-form-urlencoded\r\nContent-Length: ").Append(Encoding.UTF8.GetByteCount(form)).Append("\r\n");
        return Encoding.UTF8.GetBytes(text.Append("\r\n").Append(form).ToString());
    }

    public static byte[] Json(string method, string path, string host, string json, params string[] headers)
    {
        var text = new StringBuilder($"{method} {path} HTTP/1.1\r\nHost: {host}\r\n");
        foreach (var header in headers) text.Append(header).Append("\r\n");
        text.Append("Content-Type: application/json\r\nContent-Length: ").Append(Encoding.UTF8.GetByteCount(json)).Append("\r\n\r\n").Append(json);
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private async ValueTask FillAsync(CancellationToken cancellationToken)
    {
        if (_filled == _buffer.Length) Array.Resize(ref _buffer, _buffer.Length * 2);
        var read = await _socket.ReceiveAsync(_buffer.AsMemory(_filled), cancellationToken);
        if (read == 0) throw new IOException("The server closed the connection.");
        _filled += read;
    }

    private static int? Length(ReadOnlySpan<byte> head)
    {
        var name = "Content-Length: "u8;
        var at = head.IndexOf(name);
        return at >= 0 && Utf8Parser.TryParse(head[(at + name.Length)..], out int length, out _) ? length : null;
    }
}
