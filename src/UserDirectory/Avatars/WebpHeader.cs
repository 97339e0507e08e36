using System.Buffers.Binary;

namespace UserDirectory.Avatars;

/// <summary>WebP, RFC 9649 §2: the first chunk has the dimensions, in a form of its own for lossy, lossless and extended files. Of an animation
/// the first frame counts, which is no larger than the canvas.</summary>
internal static class WebpHeader
{
    private const string Format = "webp";

    public static ImageHeader? Read(Stream file)
    {
        Span<byte> head = stackalloc byte[30];
        head.Clear();
        var length = file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        if (length < 12 || !head[..4].SequenceEqual("RIFF"u8) || !head[8..12].SequenceEqual("WEBP"u8)) return null;
        if (length < head.Length) return ImageHeader.Broken(Format);
        var content = head[20..];
        return head[12..16] switch
        {
            [(byte)'V', (byte)'P', (byte)'8', (byte)' '] => Lossy(content),
            [(byte)'V', (byte)'P', (byte)'8', (byte)'L'] => Lossless(content),
            [(byte)'V', (byte)'P', (byte)'8', (byte)'X'] => Extended(content),
            _ => ImageHeader.Broken(Format),
        };
    }

    // RFC 6386 §9.1: a key frame's start code, then 14 bits each.
    private static ImageHeader Lossy(ReadOnlySpan<byte> content) =>
        (content[0] & 1) == 0 && content[3..6].SequenceEqual<byte>([0x9D, 0x01, 0x2A])
            ? new ImageHeader(
                Format, BinaryPrimitives.ReadUInt16LittleEndian(content[6..]) & 0x3FFF, BinaryPrimitives.ReadUInt16LittleEndian(content[8..]) & 0x3FFF)
            : ImageHeader.Broken(Format);

    // §3.4: a signature, then 14 bits each, less one.
    private static ImageHeader Lossless(ReadOnlySpan<byte> content)
    {
        if (content[0] != 0x2F) return ImageHeader.Broken(Format);
        var bits = BinaryPrimitives.ReadUInt32LittleEndian(content[1..]);
        return new ImageHeader(Format, (bits & 0x3FFF) + 1, ((bits >> 14) & 0x3FFF) + 1);
    }

    // §2.7: 24 bits each, less one.
    private static ImageHeader Extended(ReadOnlySpan<byte> content) => new(Format, UInt24(content[4..]) + 1L, UInt24(content[7..]) + 1L);

    private static int UInt24(ReadOnlySpan<byte> bytes) => bytes[0] | (bytes[1] << 8) | (bytes[2] << 16);
}
