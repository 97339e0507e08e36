using System.Buffers.Text;
using System.Text;
using UserDirectory.Users;

namespace UserDirectory.PushTokens;

/// <summary>What a registration must be like.</summary>
internal static class PushTokenRules
{
    public const int NameLength = 100;
    private const int LongestFcm = 4096;
    private const int LongestAddress = 2048;
    private const int PublicKeyLength = 65; // RFC 8291 §3.1: an uncompressed point of P-256
    private const int SecretLength = 16; // RFC 8291 §3.2

    public static Dictionary<string, string[]> Problems(NewPushDevice device)
    {
        var problems = new Dictionary<string, string[]>();
        Add("platform", PushPlatforms.All.Contains(device.Platform) ? null : $"It must be one of: {string.Join(", ", PushPlatforms.All)}.");
        if (problems.Count == 0) Add("token", Token(device.Platform, device.Token));
        Add("keys", Keys(device));
        Add("device_name", device.DeviceName is { } name ? ProfileRules.Line(name, NameLength) : null);
        return problems;

        void Add(string member, string? problem)
        {
            if (problem is not null) problems[member] = [problem];
        }
    }

    private static string? Token(string platform, string token) => platform switch
    {
        PushPlatforms.Apns => token.Length is >= 64 and <= 200 && token.All(char.IsAsciiHexDigit) ? null : "It must be 64 to 200 hexadecimal digits.",
        PushPlatforms.Fcm => token.Length is >= 20 and <= LongestFcm && token.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-' or ':')
            ? null
            : $"It must be 20 to {LongestFcm} letters, digits, underscores, hyphens and colons.",
        _ => IsAddress(token) ? null : $"It must be an address that begins with https://, of at most {LongestAddress} characters.",
    };

    private static string? Keys(NewPushDevice device) => (device.Platform == PushPlatforms.Web, device.Keys) switch
    {
        (false, null) => null,
        (false, _) => "Only the platform web has keys.",
        (true, { } keys) when IsBase64Url(keys.P256dh, PublicKeyLength) && IsBase64Url(keys.Auth, SecretLength) => null,
        _ => "The platform web needs p256dh (65 bytes) and auth (16 bytes) in base64url.",
    };

    private static bool IsAddress(string text) =>
        text.Length <= LongestAddress
        && Uri.TryCreate(text, UriKind.Absolute, out var uri)
        && uri.Scheme == Uri.UriSchemeHttps
        && uri.UserInfo.Length == 0;

    private static bool IsBase64Url(string text, int length) =>
        Base64Url.IsValid(text, out var decoded) && decoded == length && Encoding.UTF8.GetByteCount(text) <= 2 * length;
}
