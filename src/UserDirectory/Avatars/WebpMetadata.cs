using System.Buffers.Binary;

namespace UserDirectory.Avatars;

/// <summary>Leaves of a WebP file (RFC 9649 §2.7) only what the picture is drawn from. Not every version of the program that makes it leaves
/// out all else.</summary>
internal static class WebpMetadata
{
    private const int ChunkHeader = 8;
    private const int FileHeader = 12;
    private const byte AlphaFlag = 0x10;

    /// <summary>Null when the file is no whole WebP of one frame.</summary>
    public static byte[]? Remove(ReadOnlySpan<byte> file)
    {
        if (file.Length < FileHeader || !file[..4].SequenceEqual("RIFF"u8) || !file[8..FileHeader].SequenceEqual("WEBP"u8)) return null;
        using var kept = new MemoryStream(file.Length);
        kept.Write(file[..FileHeader]);
        var hasPicture = false;
        for (var rest = file[FileHeader..]; rest.Length > 0;)
        {
            if (rest.Length < ChunkHeader) return null;
            var length = BinaryPrimitives.ReadUInt32LittleEndian(rest[4..]);
            var padded = ChunkHeader + length + (length & 1);
            if (padded > rest.Length) return null;
            var name = rest[..4];
            var chunk = rest[..(int)padded];
            var isPicture = name.SequenceEqual("VP8 "u8) || name.SequenceEqual("VP8L"u8);
            if (name.SequenceEqual("VP8X"u8)) WriteExtended(kept, chunk);
            else if (isPicture || name.SequenceEqual("ALPH"u8)) kept.Write(chunk);
            hasPicture |= isPicture;
            rest = rest[(int)padded..];
        }

        return hasPicture ? Finish(kept) : null;
    }

    // Its flags name the chunks that follow: of those alpha alone may stay.
    private static void WriteExtended(MemoryStream kept, ReadOnlySpan<byte> chunk)
    {
        var position = (int)kept.Length + ChunkHeader;
        kept.Write(chunk);
        if (chunk.Length > ChunkHeader) kept.GetBuffer()[position] &= AlphaFlag;
    }

    private static byte[] Finish(MemoryStream kept)
    {
        var file = kept.ToArray();
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(4), (uint)file.Length - ChunkHeader);
        return file;
    }
}
