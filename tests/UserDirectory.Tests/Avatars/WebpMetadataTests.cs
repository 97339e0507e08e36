using System.Buffers.Binary;
using System.Text;
using UserDirectory.Avatars;

namespace UserDirectory.Tests.Avatars;

public sealed class WebpMetadataTests
{
    [Fact]
    public void Only_what_the_picture_is_drawn_from_stays()
    {
        var file = File(
            Chunk("VP8X", [0x3E, 0, 0, 0, 1, 0, 0, 1, 0, 0]), Chunk("ICCP", [1, 2, 3]), Chunk("ALPH", [4]), Chunk("VP8 ", [5, 6, 7]),
            Chunk("EXIF", "where"u8.ToArray()), Chunk("XMP ", "who"u8.ToArray()), Chunk("WHAT", "else"u8.ToArray()));

        var left = WebpMetadata.Remove(file);

        Assert.Equal(File(Chunk("VP8X", [0x10, 0, 0, 0, 1, 0, 0, 1, 0, 0]), Chunk("ALPH", [4]), Chunk("VP8 ", [5, 6, 7])), left);
    }

    [Fact]
    public void What_has_nothing_to_lose_stays_as_it_is()
    {
        var file = File(Chunk("VP8L", [1, 2, 3, 4]));
        Assert.Equal(file, WebpMetadata.Remove(file));
    }

    public static TheoryData<byte[]> NoPictures =>
    [
        Array.Empty<byte>(),
        "RIFF"u8.ToArray(),
        File(),
        File(Chunk("EXIF", [1, 2])),
        File(Chunk("VP8 ", [1, 2, 3, 4]))[..^1],
        File(Chunk("VP8 ", [1, 2]), "VP8"u8.ToArray()),
        File([.. "VP8 "u8, 0xFF, 0xFF, 0xFF, 0xFF, 1, 2]),
    ];

    [Theory, MemberData(nameof(NoPictures))]
    public void What_is_no_whole_picture_is_none(byte[] file) => Assert.Null(WebpMetadata.Remove(file));

    private static byte[] File(params byte[][] chunks)
    {
        byte[] file = [.. "RIFF"u8, 0, 0, 0, 0, .. "WEBP"u8, .. chunks.SelectMany(chunk => chunk)];
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(4), file.Length - 8);
        return file;
    }

    private static byte[] Chunk(string name, byte[] content)
    {
        byte[] chunk = [.. Encoding.ASCII.GetBytes(name), 0, 0, 0, 0, .. content, .. new byte[content.Length % 2]];
        BinaryPrimitives.WriteInt32LittleEndian(chunk.AsSpan(4), content.Length);
        return chunk;
    }
}
