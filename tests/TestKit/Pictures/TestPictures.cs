using System.Buffers.Binary;
using System.Diagnostics;
using System.IO.Compression;
using System.Text;

namespace TestKit.Pictures;

/// <summary>Pictures as people, and those who mean harm, send them.</summary>
public static class TestPictures
{
    private static readonly byte[] Signature = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>A whole PNG of one colour.</summary>
    public static byte[] Png(int width = 300, int height = 200, byte red = 200)
    {
        var row = new byte[1 + (width * 3)];
        for (var x = 0; x < width; x++) row[1 + (x * 3)] = red;
        using var data = new MemoryStream();
        using (var zlib = new ZLibStream(data, CompressionLevel.Fastest))
        {
            for (var y = 0; y < height; y++) zlib.Write(row);
        }

        return [.. PngHeader(width, height), .. Chunk("IDAT", data.ToArray()), .. Chunk("IEND", [])];
    }

    /// <summary>The beginning of a PNG, which says how large it is.</summary>
    public static byte[] PngHeader(uint width, uint height)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteUInt32BigEndian(header, width);
        BinaryPrimitives.WriteUInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (8, 2); // 8 bits, red green blue
        return [.. Signature, .. Chunk("IHDR", header)];
    }

    public static byte[] PngHeader(int width, int height) => PngHeader((uint)width, (uint)height);

    /// <summary>The same picture in the format of this suffix, such as <c>jpg</c> or <c>webp</c>.</summary>
    public static byte[] As(string suffix, byte[] png)
    {
        var folder = Directory.CreateTempSubdirectory("identity-pictures-").FullName;
        try
        {
            var (from, to) = (Path.Combine(folder, "a.png"), Path.Combine(folder, "b." + suffix));
            File.WriteAllBytes(from, png);
            using var vips = Process.Start("vips", ["copy", from, to]);
            vips.WaitForExit();
            return File.ReadAllBytes(to);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>A JPEG that tells, in an EXIF segment with an orientation and a description, where it was taken.</summary>
    public static byte[] WithExif(byte[] jpeg, string place)
    {
        var text = Encoding.ASCII.GetBytes(place + "\0");
        var tiff = new byte[8 + 2 + 12 + 4 + text.Length];
        "MM\0*\0\0\0\b"u8.CopyTo(tiff);
        BinaryPrimitives.WriteUInt16BigEndian(tiff.AsSpan(8), 1);
        BinaryPrimitives.WriteUInt16BigEndian(tiff.AsSpan(10), 0x010E); // ImageDescription
        BinaryPrimitives.WriteUInt16BigEndian(tiff.AsSpan(12), 2);      // ASCII
        BinaryPrimitives.WriteUInt32BigEndian(tiff.AsSpan(14), (uint)text.Length);
        BinaryPrimitives.WriteUInt32BigEndian(tiff.AsSpan(18), 26);
        text.CopyTo(tiff, 26);
        byte[] content = [.. "Exif\0\0"u8, .. tiff];
        return [.. jpeg[..2], 0xFF, 0xE1, (byte)((content.Length + 2) >> 8), (byte)(content.Length + 2), .. content, .. jpeg[2..]];
    }

    private static byte[] Chunk(string type, byte[] data)
    {
        var chunk = new byte[12 + data.Length];
        BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
        Encoding.ASCII.GetBytes(type, chunk.AsSpan(4));
        data.CopyTo(chunk, 8);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(8 + data.Length), Crc(chunk.AsSpan(4, 4 + data.Length)));
        return chunk;
    }

    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var one in bytes)
        {
            crc ^= one;
            for (var bit = 0; bit < 8; bit++) crc = (crc & 1) == 0 ? crc >> 1 : 0xEDB88320 ^ (crc >> 1);
        }

        return ~crc;
    }
}
