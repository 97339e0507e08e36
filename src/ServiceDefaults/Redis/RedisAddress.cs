using System.Globalization;
using ServiceDefaults.Configuration;

namespace ServiceDefaults.Redis;

/// <summary>Where Redis is, and as whom it is asked.</summary>
internal sealed record RedisAddress(string Host, int Port)
{
    private const string HowTo =
        "write host:6379,password=…,ssl=true or rediss://user:password@host:6379/0, and only one server.";

    public string? User { get; init; }

    public string? Password { get; init; }

    public bool Tls { get; init; }

    public int Database { get; init; }

    /// <summary>For logs: without the password.</summary>
    public override string ToString() => $"{Host}:{Port.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>Reads both spellings that are in use: the one that .NET's clients have, and the URL.</summary>
    /// <exception cref="StartupFailure">It is neither. The sentence never holds the value, which may hold a password.</exception>
    public static RedisAddress Parse(string text)
    {
        text = text.Trim();
        var address = text.Contains("://", StringComparison.Ordinal) ? ParseUrl(text) : ParseList(text);
        return address is { Host.Length: > 0, Port: > 0 and <= 65535, Database: >= 0 and <= 15 } ? address : throw Unreadable();
    }

    private static RedisAddress ParseUrl(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("redis" or "rediss") || url.Query.Length > 0)
            throw Unreadable();
        var path = url.AbsolutePath.Trim('/');
        var login = url.UserInfo.Split(':', 2);
        return new RedisAddress(url.IdnHost, url.Port < 0 ? 6379 : url.Port)
        {
            User = Unescape(login.Length == 2 ? login[0] : ""),
            Password = Unescape(login[^1]),
            Tls = url.Scheme == "rediss",
            Database = path.Length == 0 ? 0 : Number(path),
        };
    }

    private static RedisAddress ParseList(string text)
    {
        var parts = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length == 0 || parts[0].Contains('=', StringComparison.Ordinal)) throw Unreadable();
        var colon = parts[0].LastIndexOf(':');
        var address = colon < 0
            ? new RedisAddress(parts[0], 6379)
            : new RedisAddress(parts[0][..colon].Trim('[', ']'), Number(parts[0][(colon + 1)..]));
        foreach (var part in parts.Skip(1))
        {
            if (part.Split('=', 2) is not [var name, var value]) throw Unreadable();
            address = name.Trim().ToLowerInvariant() switch
            {
                "password" => address with { Password = value },
                "user" => address with { User = value },
                "ssl" => address with { Tls = bool.TryParse(value, out var tls) ? tls : throw Unreadable() },
                "defaultdatabase" => address with { Database = Number(value) },
                "abortconnect" => address, // it is never waited for
                _ => throw new StartupFailure($"The setting ConnectionStrings:Redis has the option \"{name.Trim()}\", which is not known here: {HowTo}"),
            };
        }

        return address;
    }

    private static int Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw Unreadable();

    private static string? Unescape(string text) => text.Length == 0 ? null : Uri.UnescapeDataString(text);

    private static StartupFailure Unreadable() => new($"The setting ConnectionStrings:Redis cannot be read: {HowTo}");
}
