namespace UserDirectory.Avatars;

/// <summary>What a file says of itself before anything of it is decoded. Neither its name nor the type that the sender declares counts.</summary>
/// <param name="Width">0 when the header is broken.</param>
internal sealed record ImageHeader(string Format, long Width, long Height)
{
    public const int LongestSide = 8192;
    public const long MostPixels = 40_000_000;

    private static readonly Func<Stream, ImageHeader?>[] Readers = [PngHeader.Read, JpegHeader.Read, WebpHeader.Read];

    /// <summary>Null for what is no PNG, JPEG or WebP.</summary>
    public static ImageHeader? Read(Stream file)
    {
        foreach (var read in Readers)
        {
            file.Position = 0;
            if (read(file) is { } header) return header;
        }

        return null;
    }

    public static ImageHeader Broken(string format) => new(format, 0, 0);

    /// <summary>Why it is not worth decoding; null when it is.</summary>
    public string? Problem() =>
        Width == 0 || Height == 0 ? PictureText.Of("Damaged")
        : Width > LongestSide || Height > LongestSide || Width * Height > MostPixels
            ? PictureText.Of("TooLarge", Width, Height, LongestSide, MostPixels / 1_000_000)
        : null;
}
