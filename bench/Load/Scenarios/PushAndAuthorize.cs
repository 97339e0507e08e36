using System.Text;
using Load.Sockets;

namespace Load.Scenarios;

/// <summary>A client that pushes its request, and then the browser of a person who is signed in, with the <c>request_uri</c> of the answer: two
/// requests, which count as two.</summary>
internal sealed class PushAndAuthorize(byte[] push, Func<string, byte[]> authorize) : IRequestSource
{
    private string? _requestUri;

    public ReadOnlyMemory<byte>? Next() => _requestUri is null ? push : authorize(_requestUri);

    public void Answered(Connection connection)
    {
        _requestUri = _requestUri is null ? RequestUri(connection.Body.Span) : null;
    }

    private static string RequestUri(ReadOnlySpan<byte> body)
    {
        var name = "\"request_uri\":\""u8;
        var at = body.IndexOf(name);
        if (at < 0) throw new InvalidOperationException($"The push was refused: {Encoding.UTF8.GetString(body)}");
        var value = body[(at + name.Length)..];
        return Encoding.ASCII.GetString(value[..value.IndexOf((byte)'"')]);
    }
}
