using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using ServiceDefaults.Configuration;

namespace UserDirectory.Database;

/// <summary>A JSON array in a file that a setting names.</summary>
internal static class SeedFile
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 32 };

    /// <summary>The entries of the configured file; those of <paramref name="demo"/>, an embedded file, when none is configured; none
    /// at all when there is no demonstration either.</summary>
    /// <exception cref="StartupFailure">The file cannot be read, or is not an array of objects.</exception>
    public static IReadOnlyList<JsonElement> Read(IConfiguration configuration, string setting, string? demo)
    {
        if (configuration[setting] is { Length: > 0 } path)
            return Parse(ReadText(path, setting), $"{setting} names {path}, which");
        return demo is null ? [] : Parse(ReadEmbedded(demo), demo);
    }

    /// <summary>SHA-256 of an entry, however it is indented.</summary>
    public static byte[] Hash(JsonElement entry) => SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(entry));

    private static string ReadText(string path, string setting)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StartupFailure($"{setting} names {path}, which cannot be read: {exception.Message}", exception);
        }
    }

    private static string ReadEmbedded(string name)
    {
        using var reader = new StreamReader(typeof(SeedFile).Assembly.GetManifestResourceStream($"UserDirectory.{name}")!);
        return reader.ReadToEnd();
    }

    private static List<JsonElement> Parse(string text, string subject)
    {
        try
        {
            using var document = JsonDocument.Parse(text, Strict);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Array || root.EnumerateArray().Any(entry => entry.ValueKind != JsonValueKind.Object))
                throw new StartupFailure($"{subject} must be a JSON array of objects.");
            return [.. root.EnumerateArray().Select(entry => entry.Clone())];
        }
        catch (JsonException exception)
        {
            throw new StartupFailure($"{subject} is not JSON: {exception.Message}", exception);
        }
    }
}
