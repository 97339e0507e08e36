using System.Globalization;
using System.Net;
using System.Net.Mail;
using System.Net.Mime;
using System.Resources;
using System.Text;
using ServiceDefaults.Configuration;

namespace UserDirectory.Mail;

/// <summary>Makes a mail of a letter: plain text, and the same as simple HTML. Links begin with the configured issuer.</summary>
internal sealed class LetterWriter(PublicUrls urls, MailOptions options)
{
    private static readonly ResourceManager Texts = new("UserDirectory.Mail.LetterText", typeof(LetterWriter).Assembly);

    /// <param name="id">Stays the same over all attempts.</param>
    /// <exception cref="FormatException">The address is none.</exception>
    public MailMessage Write(Letter letter, Guid id)
    {
        var culture = CultureOf(letter.Locale);
        var host = new Uri(urls.Issuer).Host;
        string[] paragraphs =
        [
            string.Format(culture, Text("Greeting", culture), letter.Name),
            .. string.Format(culture, Text($"{letter.Template}.Body", culture), letter.Day?.UtcDateTime.ToString("D", culture))
                .ReplaceLineEndings("\n").Split("\n\n"),
            .. Extras(letter, culture),
        ];
        var link = Link(letter, culture);
        var closing = string.Format(culture, Text("Closing", culture), host);

        var mail = new MailMessage(new MailAddress(options.From ?? $"no-reply@{host}"), new MailAddress(letter.To))
        {
            Subject = Text($"{letter.Template}.Subject", culture),
            SubjectEncoding = Encoding.UTF8,
            BodyEncoding = Encoding.UTF8,
            Body = Plain(paragraphs, link, closing),
        };
        mail.Headers["Message-ID"] = $"<{id:N}@{host}>";
        mail.Headers["Auto-Submitted"] = "auto-generated"; // RFC 3834: no out-of-office answers
        mail.AlternateViews.Add(AlternateView.CreateAlternateViewFromString(
            Html(paragraphs, link, closing, culture), Encoding.UTF8, MediaTypeNames.Text.Html));
        return mail;
    }

    /// <summary>The code, and where and when it happened.</summary>
    private static IEnumerable<string> Extras(Letter letter, CultureInfo culture)
    {
        if (letter.Secret?.Code is { } code) yield return code;
        if (letter.Facts is not { } facts) yield break;
        yield return string.Format(culture, Text("Fact.When", culture), facts.At.UtcDateTime.ToString("f", culture) + " UTC");
        if (facts.Browser is { Length: > 0 } browser) yield return string.Format(culture, Text("Fact.Browser", culture), browser);
        if (facts.IpAddress is { Length: > 0 } address) yield return string.Format(culture, Text("Fact.Address", culture), address);
    }

    /// <summary>Null for a letter that leads nowhere.</summary>
    private (string Label, string Address)? Link(Letter letter, CultureInfo culture) =>
        (letter.Secret?.Path ?? Texts.GetString($"{letter.Template}.Path", culture)) is { } path
            ? (Text($"{letter.Template}.Link", culture), urls.Issuer + path)
            : null;

    private static string Plain(string[] paragraphs, (string Label, string Address)? link, string closing) =>
        $"{string.Join("\n\n", paragraphs)}\n\n{(link is { } way ? $"{way.Label}: {way.Address}\n\n" : "")}-- \n{closing}\n";

    private static string Html(string[] paragraphs, (string Label, string Address)? link, string closing, CultureInfo culture)
    {
        var html = new StringBuilder($"<!doctype html><html lang=\"{WebUtility.HtmlEncode(culture.Name)}\"><body>");
        foreach (var paragraph in paragraphs)
            html.Append("<p>").Append(WebUtility.HtmlEncode(paragraph)).Append("</p>");
        if (link is { } way)
            html.Append("<p><a href=\"").Append(WebUtility.HtmlEncode(way.Address)).Append("\">").Append(WebUtility.HtmlEncode(way.Label)).Append("</a></p>");
        return html.Append("<hr><p><small>").Append(WebUtility.HtmlEncode(closing)).Append("</small></p></body></html>").ToString();
    }

    private static string Text(string key, CultureInfo culture) =>
        Texts.GetString(key, culture) ?? throw new MissingManifestResourceException($"LetterText has no {key}.");

    private static CultureInfo CultureOf(string? locale)
    {
        try
        {
            return string.IsNullOrEmpty(locale) ? CultureInfo.GetCultureInfo("en") : CultureInfo.GetCultureInfo(locale);
        }
        catch (CultureNotFoundException)
        {
            return CultureInfo.GetCultureInfo("en");
        }
    }
}
