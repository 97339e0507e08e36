using System.Text;
using System.Text.RegularExpressions;

namespace TestKit.Mail;

/// <summary>The mails that an installation without a mail server keeps below its data folder.</summary>
public static partial class SentMails
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    /// <summary>The link to this page in the newest mail to this address that has one; the mail may be on its way.</summary>
    /// <param name="dataDirectory">The installation's.</param>
    /// <param name="address">Where the mail went.</param>
    /// <param name="page">The path that the link leads to.</param>
    /// <param name="butNot">A link that was read before.</param>
    public static async Task<string> LinkAsync(string dataDirectory, string address, string page, string? butNot = null)
    {
        var clock = TimeProvider.System;
        for (var start = clock.GetTimestamp(); clock.GetElapsedTime(start) < Longest; await Task.Delay(50))
            if (All(dataDirectory, address).SelectMany(LinksOf).FirstOrDefault(link => new Uri(link).AbsolutePath == page && link != butNot) is { } found)
                return found;
        throw new TimeoutException($"No mail with a link to {page} came to {address}.");
    }

    /// <summary>The texts of all mails to this address until now, headers and decoded parts, the newest first.</summary>
    public static IEnumerable<string> All(string dataDirectory, string address)
    {
        var folder = Path.Combine(dataDirectory, "mail");
        if (!Directory.Exists(folder)) return [];
        return Directory.EnumerateFiles(folder, "*.eml").OrderDescending(StringComparer.Ordinal).Select(File.ReadAllText)
            .Where(mail => To().Match(mail).Groups[1].Value.Contains(address, StringComparison.OrdinalIgnoreCase)).Select(Decoded);
    }

    private static IEnumerable<string> LinksOf(string mail) => Link().Matches(mail).Select(match => match.Value);

    /// <summary>The mail with its Base64 parts as text.</summary>
    private static string Decoded(string mail)
    {
        var text = new StringBuilder(mail);
        foreach (var part in mail.Split("\r\n\r\n").Select(part => part.Split("\r\n--")[0].Replace("\r\n", "", StringComparison.Ordinal)))
        {
            var bytes = new byte[part.Length];
            if (Convert.TryFromBase64String(part, bytes, out var length)) text.Append(Encoding.UTF8.GetString(bytes, 0, length));
        }

        return text.ToString();
    }

    [GeneratedRegex(@"^To:(.*)$", RegexOptions.Multiline | RegexOptions.IgnoreCase)]
    private static partial Regex To();

    [GeneratedRegex(@"https://[^\s""<>]+\?token=[\w-]+")]
    private static partial Regex Link();
}
