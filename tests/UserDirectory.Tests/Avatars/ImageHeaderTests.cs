using System.Buffers.Binary;
using TestKit.Pictures;
using UserDirectory.Avatars;

namespace UserDirectory.Tests.Avatars;

public sealed class ImageHeaderTests
{
    private static readonly Dictionary<string, (byte[] File, string? Format, long Width, long Height)> Files = new()
    {
        ["PNG"] = (TestPictures.PngHeader(640, 480), "png", 640, 480),
        ["PNG, largest"] = (TestPictures.PngHeader(uint.MaxValue, 1u), "png", uint.MaxValue, 1),
        ["PNG, cut off"] = (TestPictures.PngHeader(1, 1)[..28], "png", 0, 0),
        ["PNG whose first chunk is another"] = (Changed(TestPictures.PngHeader(1, 1), 12, (byte)'X'), "png", 0, 0),
        ["PNG whose first chunk is longer"] = (Changed(TestPictures.PngHeader(1, 1), 11, 14), "png", 0, 0),
        ["almost PNG"] = (Changed(TestPictures.PngHeader(1, 1), 0, 0x88), null, 0, 0),
        ["JPEG, baseline"] = (Jpeg(0xC0, 480, 640), "jpeg", 640, 480),
        ["JPEG, progressive"] = (Jpeg(0xC2, 480, 640), "jpeg", 640, 480),
        ["JPEG, lossless"] = (Jpeg(0xC3, 480, 640), "jpeg", 0, 0),
        ["JPEG, arithmetic"] = (Jpeg(0xC9, 480, 640), "jpeg", 0, 0),
        ["JPEG behind other segments"] = ([0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 1, 2, 0xFF, 0xFF, 0xFF, 0xC4, 0, 2, .. Jpeg(0xC1, 7, 9)[2..]], "jpeg", 9, 7),
        ["JPEG whose dimensions come later"] = (Jpeg(0xC0, 0, 640), "jpeg", 640, 0),
        ["JPEG that scans at once"] = ([0xFF, 0xD8, 0xFF, 0xDA, 0, 2, .. Jpeg(0xC0, 1, 1)[2..]], "jpeg", 0, 0),
        ["JPEG with a segment of length 1"] = ([0xFF, 0xD8, 0xFF, 0xE0, 0, 1, .. Jpeg(0xC0, 1, 1)[2..]], "jpeg", 0, 0),
        ["JPEG with a segment beyond its end"] = ([0xFF, 0xD8, 0xFF, 0xE0, 0xFF, 0xFF, 1], "jpeg", 0, 0),
        ["JPEG with a restart marker"] = ([0xFF, 0xD8, 0xFF, 0xD0, .. Jpeg(0xC0, 1, 1)[2..]], "jpeg", 0, 0),
        ["WebP, lossy"] = (Webp("VP8 ", [0, 0, 0, 0x9D, 0x01, 0x2A, 0x80, 0x42, 0xE0, 0x81]), "webp", 640, 480),
        ["WebP, lossy, no key frame"] = (Webp("VP8 ", [1, 0, 0, 0x9D, 0x01, 0x2A, 0x80, 0x02, 0xE0, 0x01]), "webp", 0, 0),
        ["WebP, lossy, no start code"] = (Webp("VP8 ", [0, 0, 0, 0, 0, 0, 0x80, 0x02, 0xE0, 0x01]), "webp", 0, 0),
        ["WebP, lossless"] = (Webp("VP8L", [0x2F, 0x7F, 0xC2, 0x77, 0, 0, 0, 0, 0, 0]), "webp", 640, 480),
        ["WebP, lossless, no signature"] = (Webp("VP8L", [0x2E, 0x7F, 0xC2, 0x77, 0, 0, 0, 0, 0, 0]), "webp", 0, 0),
        ["WebP, extended"] = (Webp("VP8X", [0, 0, 0, 0, 0x7F, 2, 0, 0xDF, 1, 0]), "webp", 640, 480),
        ["WebP, extended, largest"] = (Webp("VP8X", [0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF]), "webp", 1 << 24, 1 << 24),
        ["WebP of another chunk"] = (Webp("EXIF", new byte[10]), "webp", 0, 0),
        ["WebP, cut off"] = (Webp("VP8X", new byte[10])[..29], "webp", 0, 0),
        ["sound"] = (Changed(Webp("VP8X", new byte[10]), 8, (byte)'S'), null, 0, 0),
        ["nothing"] = ([], null, 0, 0),
        ["GIF"] = ("GIF89a"u8.ToArray(), null, 0, 0),
        ["SVG"] = ("<svg xmlns=\"http://www.w3.org/2000/svg\"/>"u8.ToArray(), null, 0, 0),
    };

    public static TheoryData<string> Names => [.. Files.Keys];

    [Theory, MemberData(nameof(Names))]
    public void Format_and_dimensions_are_read_from_the_first_bytes(string name)
    {
        var (file, format, width, height) = Files[name];
        using var stream = new MemoryStream(file);
        var header = ImageHeader.Read(stream);
        Assert.Equal(format is null ? null : new ImageHeader(format, width, height), header);
    }

    [Theory]
    [InlineData(8192, 4882, true)]
    [InlineData(8192, 4883, false)]
    [InlineData(8193, 1, false)]
    [InlineData(1, 8193, false)]
    [InlineData(1, 1, true)]
    [InlineData(0, 1, false)]
    [InlineData(uint.MaxValue, uint.MaxValue, false)]
    public void What_would_take_too_much_memory_is_not_decoded(long width, long height, bool decoded) =>
        Assert.Equal(decoded, new ImageHeader("png", width, height).Problem() is null);

    [Fact]
    public void Every_beginning_of_a_picture_is_read_without_fault()
    {
        foreach (var (file, _, _, _) in Files.Values)
        {
            for (var length = 0; length < file.Length; length++)
            {
                using var stream = new MemoryStream(file, 0, length);
                ImageHeader.Read(stream);
            }
        }
    }

    private static byte[] Changed(byte[] file, int position, byte value)
    {
        file[position] = value;
        return file;
    }

    private static byte[] Jpeg(byte frame, ushort height, ushort width)
    {
        byte[] file = [0xFF, 0xD8, 0xFF, frame, 0, 17, 8, 0, 0, 0, 0, 3, 1, 0x11, 0, 2, 0x11, 1, 3, 0x11, 1];
        BinaryPrimitives.WriteUInt16BigEndian(file.AsSpan(7), height);
        BinaryPrimitives.WriteUInt16BigEndian(file.AsSpan(9), width);
        return file;
    }

    private static byte[] Webp(string chunk, byte[] content)
    {
        byte[] file = [.. "RIFF"u8, 0, 0, 0, 0, .. "WEBP"u8, .. System.Text.Encoding.ASCII.GetBytes(chunk), 10, 0, 0, 0, .. content];
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(4), file.Length - 8);
        return file;
    }
}
