using System.Text;

namespace UserApi.Tests.BadInput;

/// <summary>One way in which a body can be wrong.</summary>
/// <param name="Body">Makes it of a good body and the name of a member of it that is a text.</param>
internal sealed record BadBody(string Name, Func<string, string, byte[]> Body, int Status, string? Error, string? ContentType = null)
{
    public static IReadOnlyList<BadBody> All { get; } =
    [
        new("no body", (_, _) => [], 400, "invalid_json"),
        new("an empty string", (_, _) => Utf8("\"\""), 400, null),
        new("an array", (good, member) => Utf8($"[{good}]"), 400, null),
        new("null", (_, _) => Utf8("null"), 400, null),
        new("a number", (_, _) => Utf8("7"), 400, null),
        new("two documents", (good, member) => Utf8($"{good}{good}"), 400, "invalid_json"),
        new("half a document", (good, member) => Utf8(good[..^3]), 400, "invalid_json"),
        new("a comment", (good, member) => Utf8($"/* hello */{good}"), 400, "invalid_json"),
        new("a trailing comma", (good, member) => Utf8(good[..^1] + ",}"), 400, "invalid_json"),
        new("a doubled member", (good, member) => Utf8(With(good, $"\"{member}\":\"a\",\"{member}\":\"b\"")), 400, "validation_failed"),
        new("a doubled member in another spelling",
            (good, member) => Utf8(With(good, $"\"{member}\":\"a\",\"{Escaped(member)}\":\"b\"")), 400, "validation_failed"),
        new("an unknown member", (good, member) => Utf8(With(good, "\"surprise\":1")), 400, "validation_failed"),
        new("a member in another case", (good, member) => Utf8(With(good, $"\"{Capital(member)}\":\"a\"")), 400, "validation_failed"),
        new("a member of the wrong type", (good, member) => Utf8(With(good, $"\"{member}\":{{\"a\":1}}")), 400, "validation_failed"),
        new("a list for a text", (good, member) => Utf8(With(good, $"\"{member}\":[\"a\"]")), 400, "validation_failed"),
        new("NUL in a value", (good, member) => Utf8(With(good, $"\"{member}\":\"a\\u0000b\"")), 400, "validation_failed"),
        new("NUL in a name", (good, member) => Utf8(With(good, $"\"{member}\\u0000name\":\"a\"")), 400, "validation_failed"),
        new("a raw NUL", (good, member) => Utf8(With(good, $"\"{member}\":\"a\0b\"")), 400, null),
        new("half a surrogate pair", (good, member) => Utf8(With(good, $"\"{member}\":\"\\ud83d\"")), 400, "validation_failed"),
        new("malformed UTF-8",
            (good, member) => [.. Utf8(good[..^1]), .. Utf8($",\"{member}\":\""), 0xC3, 0x28, .. Utf8("\"}")], 400, "invalid_json"),
        new("an overlong sequence",
            (good, member) => [.. Utf8(good[..^1]), .. Utf8($",\"{member}\":\""), 0xC0, 0xAF, .. Utf8("\"}")], 400, "invalid_json"),
        new("UTF-16", (good, member) => Encoding.Unicode.GetBytes(good), 400, "invalid_json"),
        new("forty levels", (good, member) => Utf8(With(good, $"\"{member}\":{Nested(40)}")), 400, null),
        new("ten thousand levels", (good, member) => Utf8(With(good, $"\"{member}\":{Nested(10_000)}")), 400, null),
        new("a huge value", (good, member) => Utf8(With(good, $"\"{member}\":\"{new string('a', 60_000)}\"")), 400, "validation_failed"),
        new("a body over the limit", (good, member) => Utf8(With(good, $"\"{member}\":\"{new string('a', 70_000)}\"")), 413, "too_large"),
        new("a body over the server's limit", (good, member) => Utf8(With(good, $"\"{member}\":\"{new string('a', 2_000_000)}\"")), 413, "too_large"),
        new("a form", (_, _) => Utf8("given_name=a"), 415, "unsupported_media_type", "application/x-www-form-urlencoded"),
        new("XML", (_, _) => Utf8("<a/>"), 415, "unsupported_media_type", "application/xml"),
        new("plain text", (good, _) => Utf8(good), 415, "unsupported_media_type", "text/plain"),
        new("no content type", (good, _) => Utf8(good), 415, "unsupported_media_type", ""),
        new("a content type that is none", (good, _) => Utf8(good), 415, "unsupported_media_type", "json"),
        new("another charset", (good, _) => Utf8(good), 415, "unsupported_media_type", "application/json; charset=utf-16"),
    ];

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    private static string With(string good, string members) => $"{good[..^1]},{members}}}";

    private static string Nested(int levels) => new string('[', levels) + new string(']', levels);

    private static string Capital(string member) => char.ToUpperInvariant(member[0]) + member[1..];

    /// <summary>The same name, spelt otherwise.</summary>
    private static string Escaped(string member) => $"\\u{(int)member[0]:x4}{member[1..]}";
}
