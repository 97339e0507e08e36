using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Text.Unicode;

namespace UserApi.UserFiles;

/// <summary>A file with a JSON object in each line. Blank lines, and a byte order mark, are skipped.</summary>
internal static class NdjsonLines
{
    private const byte LineFeed = (byte)'\n';

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    public static async IAsyncEnumerable<FileLine> ReadAsync(Stream file, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var reader = PipeReader.Create(file, new StreamPipeReaderOptions(leaveOpen: true));
        var number = 0;
        var ended = false;
        while (!ended)
        {
            var result = await reader.ReadAsync(cancellationToken);
            var buffer = result.Buffer;
            while (TryCut(ref buffer, result.IsCompleted, out var line))
            {
                number++;
                if (Of(number, line) is not { } read) continue;
                yield return read;
                if (read.Break is not null) yield break;
            }

            reader.AdvanceTo(buffer.Start, buffer.End);
            ended = result.IsCompleted;
            if (buffer.Length <= FileLine.Longest) continue;
            yield return FileLine.TooLong(number + 1); // no more of it is kept
            yield break;
        }
    }

    private static bool TryCut(ref ReadOnlySequence<byte> buffer, bool isLast, out ReadOnlySequence<byte> line)
    {
        if (buffer.PositionOf(LineFeed) is { } end)
        {
            line = buffer.Slice(0, end);
            buffer = buffer.Slice(buffer.GetPosition(1, end));
            return true;
        }

        line = buffer;
        if (!isLast || buffer.IsEmpty) return false;
        buffer = buffer.Slice(buffer.End);
        return true;
    }

    /// <summary>Null for a blank line.</summary>
    private static FileLine? Of(int number, ReadOnlySequence<byte> line)
    {
        if (line.Length > FileLine.Longest) return FileLine.TooLong(number);
        var bytes = line.ToArray();
        if (!Utf8.IsValid(bytes)) return FileLine.NotUtf8(number);
        var start = number == 1 && bytes.AsSpan().StartsWith(ByteOrderMark) ? ByteOrderMark.Length : 0;
        return bytes.AsSpan(start).Trim(" \t\r"u8).IsEmpty ? null : new FileLine(number, bytes.AsMemory(start));
    }
}
