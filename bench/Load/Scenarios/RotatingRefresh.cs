using System.Text;
using Load.Sockets;

namespace Load.Scenarios;

/// <summary>A client that refreshes with the token that the last refresh gave it.</summary>
internal sealed class RotatingRefresh(Func<string, byte[]> newRequest, string firstToken) : IRequestSource
{
    private string _token = firstToken;

    public ReadOnlyMemory<byte>? Next() => newRequest(_token);

    public void Answered(Connection connection)
    {
        var name = "\"refresh_token\":\""u8;
        var body = connection.Body.Span;
        var at = body.IndexOf(name);
        if (at < 0) throw new InvalidOperationException($"The refresh was refused: {Encoding.UTF8.GetString(body)}");
        var value = body[(at + name.Length)..];
        _token = Encoding.ASCII.GetString(value[..value.IndexOf((byte)'"')]);
    }
}
