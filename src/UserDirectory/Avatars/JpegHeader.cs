using System.Buffers.Binary;

namespace UserDirectory.Avatars;

/// <summary>JPEG, ITU-T T.81 annex B: segments lead to the frame header, which has the dimensions. Frames other than baseline, extended and
/// progressive ones occur in no picture of a person, and are not decoded.</summary>
internal static class JpegHeader
{
    private const string Format = "jpeg";
    private const byte StartOfScan = 0xDA;
    private const byte EndOfImage = 0xD9;

    public static ImageHeader? Read(Stream file)
    {
        if (file.ReadByte() != 0xFF || file.ReadByte() != 0xD8 || file.ReadByte() != 0xFF) return null;
        file.Position = 2;
        return ReadFrame(file) ?? ImageHeader.Broken(Format);
    }

    private static ImageHeader? ReadFrame(Stream file)
    {
        Span<byte> frame = stackalloc byte[5];
        while (NextMarker(file) is { } marker and not (StartOfScan or EndOfImage))
        {
            if (file.ReadAtLeast(frame[..2], 2, throwOnEndOfStream: false) < 2) return null;
            var length = BinaryPrimitives.ReadUInt16BigEndian(frame); // it counts itself
            if (length < 2) return null;
            if (IsFrame(marker))
                return IsDecodable(marker) && length >= 8 && file.ReadAtLeast(frame, 5, throwOnEndOfStream: false) == 5
                    ? new ImageHeader(Format, BinaryPrimitives.ReadUInt16BigEndian(frame[3..]), BinaryPrimitives.ReadUInt16BigEndian(frame[1..]))
                    : null;
            file.Position += length - 2;
        }

        return null;
    }

    // B.1.1.2: a marker may be preceded by any number of fill bytes FF.
    private static byte? NextMarker(Stream file)
    {
        if (file.ReadByte() != 0xFF) return null;
        int code;
        do code = file.ReadByte();
        while (code == 0xFF);
        return code is > 0x01 and not (>= 0xD0 and <= 0xD8) ? (byte)code : null; // these have no length, and no place here
    }

    private static bool IsFrame(byte marker) => marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);

    private static bool IsDecodable(byte marker) => marker is 0xC0 or 0xC1 or 0xC2;
}
