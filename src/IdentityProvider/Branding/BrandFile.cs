using System.Security.Cryptography;
using System.Text;
using ServiceDefaults.Configuration;

namespace IdentityProvider.Branding;

/// <summary>Something that pages of a brand load. Its name is made of what is in it, so browsers may keep it for good.</summary>
internal sealed record BrandFile(string Name, string MediaType, byte[] Content)
{
    private const int LargestLogo = 64 * 1024;

    public string Address => $"{BrandingEndpoint.Path}/{Name}";

    public static BrandFile Sheet(string css) => Of(Encoding.UTF8.GetBytes(css), "css", "text/css; charset=utf-8");

    /// <exception cref="StartupFailure">There is no such file, it is too large, or no picture.</exception>
    public static BrandFile Logo(string key, string path)
    {
        var file = new FileInfo(path);
        if (!file.Exists) throw new StartupFailure($"The setting {key} is \"{path}\", and there is no such file.");
        if (file.Length > LargestLogo)
            throw new StartupFailure($"The setting {key} names a file of {file.Length / 1024} KB: a logo has at most {LargestLogo / 1024} KB.");

        var content = File.ReadAllBytes(path);
        return Kind(content) is var (extension, mediaType)
            ? Of(content, extension, mediaType)
            : throw new StartupFailure($"The setting {key} names \"{path}\", which is no PNG, JPEG, WebP or SVG picture.");
    }

    // What the file is, and not what it is called.
    private static (string Extension, string MediaType)? Kind(ReadOnlySpan<byte> content)
    {
        if (content.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return ("png", "image/png");
        if (content.StartsWith((ReadOnlySpan<byte>)[0xff, 0xd8, 0xff])) return ("jpg", "image/jpeg");
        if (content.Length > 12 && content.StartsWith("RIFF"u8) && content[8..].StartsWith("WEBP"u8)) return ("webp", "image/webp");
        return content.StartsWith("<svg"u8) || (content.StartsWith("<?xml"u8) && content.IndexOf("<svg"u8) > 0) ? ("svg", "image/svg+xml") : null;
    }

    private static BrandFile Of(byte[] content, string extension, string mediaType) =>
        new($"{Convert.ToHexStringLower(SHA256.HashData(content), 0, 8)}.{extension}", mediaType, content);
}
