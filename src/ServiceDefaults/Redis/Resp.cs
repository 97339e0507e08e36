using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace ServiceDefaults.Redis;

/// <summary>The wire format, RESP 2 (redis.io/docs/latest/develop/reference/protocol-spec).</summary>
internal static class Resp
{
    private const int LongestText = 1024 * 1024;
    private const int LongestList = 1024;
    private const int Deepest = 4;

    /// <summary>A command is an array of bulk strings.</summary>
    public static void Write(IBufferWriter<byte> output, IReadOnlyList<string> command)
    {
        WriteHead(output, '*', command.Count);
        foreach (var argument in command)
        {
            WriteHead(output, '$', Encoding.UTF8.GetByteCount(argument));
            Encoding.UTF8.GetBytes(argument, output);
            output.Write("\r\n"u8);
        }
    }

    /// <summary>Reads one reply from the front of <paramref name="input"/> and takes it off; null while it is not whole.</summary>
    /// <exception cref="InvalidDataException">This is not RESP 2, or larger than anything that is asked for here.</exception>
    public static RedisReply? Read(ref ReadOnlySequence<byte> input)
    {
        var reader = new SequenceReader<byte>(input);
        if (Read(ref reader, depth: 0) is not { } reply) return null;
        input = input.Slice(reader.Position);
        return reply;
    }

    private static RedisReply? Read(ref SequenceReader<byte> reader, int depth)
    {
        if (!reader.TryReadTo(out ReadOnlySequence<byte> line, "\r\n"u8)) return Unfinished(reader.Remaining);
        if (line.IsEmpty) throw Wrong();
        var rest = line.Slice(1);
        return line.FirstSpan[0] switch
        {
            (byte)'+' => new RedisReply.Text(Encoding.UTF8.GetString(rest)),
            (byte)'-' => new RedisReply.Error(Encoding.UTF8.GetString(rest)),
            (byte)':' => new RedisReply.Number(Number(rest)),
            (byte)'$' => ReadText(ref reader, Number(rest)),
            (byte)'*' => ReadList(ref reader, Number(rest), depth),
            _ => throw Wrong(),
        };
    }

    private static RedisReply? ReadText(ref SequenceReader<byte> reader, long length)
    {
        if (length == -1) return new RedisReply.Nothing();
        if (length is < 0 or > LongestText) throw Wrong();
        if (!reader.TryReadExact((int)length, out var text)) return null;
        if (!reader.TryReadExact(2, out var end)) return null;
        return end.ToArray() is [(byte)'\r', (byte)'\n'] ? new RedisReply.Text(Encoding.UTF8.GetString(text)) : throw Wrong();
    }

    private static RedisReply? ReadList(ref SequenceReader<byte> reader, long length, int depth)
    {
        if (length == -1) return new RedisReply.Nothing();
        if (length is < 0 or > LongestList || depth == Deepest) throw Wrong();
        var items = new RedisReply[length];
        for (var index = 0; index < items.Length; index++)
        {
            if (Read(ref reader, depth + 1) is not { } item) return null;
            items[index] = item;
        }

        return new RedisReply.List(items);
    }

    private static RedisReply? Unfinished(long length) => length > LongestText ? throw Wrong() : null;

    private static long Number(in ReadOnlySequence<byte> digits)
    {
        Span<byte> text = stackalloc byte[20]; // the longest number of 64 bits
        if (digits.Length > text.Length) throw Wrong();
        digits.CopyTo(text);
        text = text[..(int)digits.Length];
        return Utf8Parser.TryParse(text, out long number, out var read) && read == text.Length ? number : throw Wrong();
    }

    private static void WriteHead(IBufferWriter<byte> output, char kind, int number) =>
        Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{kind}{number}\r\n"), output);

    private static InvalidDataException Wrong() => new("What answers is not Redis.");
}
