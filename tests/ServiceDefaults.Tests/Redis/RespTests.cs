using System.Buffers;
using System.Text;
using ServiceDefaults.Redis;

namespace ServiceDefaults.Tests.Redis;

public sealed class RespTests
{
    [Fact]
    public void A_command_is_an_array_of_bulk_strings()
    {
        var output = new ArrayBufferWriter<byte>();
        Resp.Write(output, ["SET", "naïve\r\n", ""]);
        Assert.Equal("*3\r\n$3\r\nSET\r\n$8\r\nnaïve\r\n\r\n$0\r\n\r\n", Encoding.UTF8.GetString(output.WrittenSpan));
    }

    [Theory]
    [InlineData("+OK\r\n", "OK")]
    [InlineData("-ERR unknown\r\n", "error: ERR unknown")]
    [InlineData(":-42\r\n", "-42")]
    [InlineData("$5\r\nä\r\n!\r\n", "ä\r\n!")]
    [InlineData("$0\r\n\r\n", "")]
    [InlineData("$-1\r\n", "nothing")]
    [InlineData("*-1\r\n", "nothing")]
    [InlineData("*0\r\n", "[]")]
    [InlineData("*3\r\n:1\r\n*2\r\n$1\r\na\r\n$-1\r\n+x\r\n", "[1 [a nothing] x]")]
    public void A_reply_is_read_wherever_the_bytes_are_cut(string wire, string expected)
    {
        var bytes = Encoding.UTF8.GetBytes(wire);
        for (var cut = 0; cut < bytes.Length; cut++)
        {
            var unfinished = new ReadOnlySequence<byte>(bytes.AsMemory(0, cut));
            Assert.Null(Resp.Read(ref unfinished));
            Assert.Equal(cut, unfinished.Length);

            var whole = Pieces(bytes.AsMemory(0, cut), bytes.AsMemory(cut), Encoding.ASCII.GetBytes("+next\r\n"));
            Assert.Equal(expected, Show(Resp.Read(ref whole)));
            Assert.Equal("next", Show(Resp.Read(ref whole)));
            Assert.True(whole.IsEmpty);
        }
    }

    [Theory]
    [InlineData("HTTP/1.1 400 Bad Request\r\n")]
    [InlineData("\r\n")]
    [InlineData(":\r\n")]
    [InlineData(":12x\r\n")]
    [InlineData(":99999999999999999999999\r\n")]
    [InlineData("$-2\r\n")]
    [InlineData("$1048577\r\n")]
    [InlineData("$1\r\nabc")]
    [InlineData("*1025\r\n")]
    [InlineData("*-7\r\n")]
    [InlineData("*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n:1\r\n")]
    public void What_is_not_redis_is_not_read(string wire) => Assert.Throws<InvalidDataException>(() =>
    {
        var input = new ReadOnlySequence<byte>(Encoding.UTF8.GetBytes(wire));
        return Resp.Read(ref input);
    });

    [Fact]
    public void A_line_without_an_end_is_given_up() => Assert.Throws<InvalidDataException>(() =>
    {
        var input = new ReadOnlySequence<byte>(new byte[2 * 1024 * 1024]);
        return Resp.Read(ref input);
    });

    private static string Show(RedisReply? reply) => reply switch
    {
        RedisReply.Text(var text) => text,
        RedisReply.Number(var number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture),
        RedisReply.Error(var message) => $"error: {message}",
        RedisReply.Nothing => "nothing",
        RedisReply.List(var items) => $"[{string.Join(' ', items.Select(Show))}]",
        _ => "unfinished",
    };

    private static ReadOnlySequence<byte> Pieces(params ReadOnlyMemory<byte>[] pieces)
    {
        var first = new Piece(pieces[0], null);
        var last = pieces.Skip(1).Aggregate(first, static (before, memory) => new Piece(memory, before));
        return new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);
    }

    private sealed class Piece : ReadOnlySequenceSegment<byte>
    {
        public Piece(ReadOnlyMemory<byte> memory, Piece? before)
        {
            Memory = memory;
            if (before is null) return;
            RunningIndex = before.RunningIndex + before.Memory.Length;
            before.Next = this;
        }
    }
}
