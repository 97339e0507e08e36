using System.Buffers.Binary;

namespace UserDirectory.Avatars;

/// <summary>Portable Network Graphics, W3C third edition §5.2 and §11.2.1: IHDR is the first chunk. Of an animation the first picture counts.</summary>
internal static class PngHeader
{
    private const string Format = "png";

    private static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    public static ImageHeader? Read(Stream file)
    {
        Span<byte> head = stackalloc byte[29];
        var length = file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        if (length < 8 || !head[..8].SequenceEqual(Signature)) return null;
        if (length < head.Length || BinaryPrimitives.ReadUInt32BigEndian(head[8..]) != 13 || !head[12..16].SequenceEqual("IHDR"u8))
            return ImageHeader.Broken(Format);
        return new ImageHeader(Format, BinaryPrimitives.ReadUInt32BigEndian(head[16..]), BinaryPrimitives.ReadUInt32BigEndian(head[20..]));
    }
}
