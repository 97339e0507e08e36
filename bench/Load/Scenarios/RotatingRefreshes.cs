using System.Text;
using Load.Sockets;

namespace Load.Scenarios;

/// <summary>A client that refreshes its families in turn, each with the token that its last refresh gave.</summary>
internal sealed class RotatingRefreshes(Func<string, byte[]> newRequest, IEnumerable<string> firstTokens) : IRequestSource
{
    private readonly string[] _tokens = [.. firstTokens];
    private int _turn;

    public ReadOnlyMemory<byte>? Next() => newRequest(_tokens[_turn]);

    public void Answered(Connection connection)
    {
        var name = "\"refresh_token\":\""u8;
        var body = connection.Body.Span;
        var at = body.IndexOf(name);
        if (at < 0) throw new InvalidOperationException($"The refresh was refused: {Encoding.UTF8.GetString(body)}");
        var value = body[(at + name.Length)..];
        _tokens[_turn] = Encoding.ASCII.GetString(value[..value.IndexOf((byte)'"')]);
        _turn = (_turn + 1) % _tokens.Length;
    }
}
