using System.Globalization;
using System.Net.Mail;
using System.Net.Mime;
using System.Resources;
using System.Text;
using ServiceDefaults.Configuration;
using ServiceDefaults.Devices;

namespace UserDirectory.Mail;

/// <summary>Makes a mail of a letter: plain text, and the same as HTML, in the reader's language and time zone. Links begin with the
/// configured issuer.</summary>
/// <param name="brand">Who writes.</param>
internal sealed class LetterWriter(PublicUrls urls, MailOptions options, LetterMarkup markup, string brand)
{
    private static readonly ResourceManager Texts = new("UserDirectory.Mail.LetterText", typeof(LetterWriter).Assembly);

    /// <param name="id">Stays the same over all attempts.</param>
    /// <exception cref="FormatException">The address is none.</exception>
    public async Task<MailMessage> WriteAsync(Letter letter, Guid id, CancellationToken cancellationToken)
    {
        var content = Compose(letter);
        var host = new Uri(urls.Issuer).Host;
        var html = await markup.RenderAsync(content, cancellationToken);
        var mail = new MailMessage(new MailAddress(options.From ?? $"no-reply@{host}", brand, Encoding.UTF8), new MailAddress(letter.To))
        {
            Subject = content.Subject,
            SubjectEncoding = Encoding.UTF8,
            BodyEncoding = Encoding.UTF8,
            Body = content.ToPlainText(),
        };
        mail.Headers["Message-ID"] = $"<{id:N}@{host}>";
        mail.Headers["Auto-Submitted"] = "auto-generated"; // RFC 3834: no out-of-office answers
        mail.AlternateViews.Add(AlternateView.CreateAlternateViewFromString(html, Encoding.UTF8, MediaTypeNames.Text.Html));
        return mail;
    }

    private LetterContent Compose(Letter letter)
    {
        var culture = CultureOf(letter.Locale);
        var zone = letter.Zone is { } name && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var found) ? found : TimeZoneInfo.Utc;
        var day = letter.Day is { } moment ? TimeZoneInfo.ConvertTime(moment, zone).ToString("D", culture) : null;
        return new LetterContent(culture.Name, culture.TextInfo.IsRightToLeft ? "rtl" : "ltr", brand, Text($"{letter.Template}.Subject", culture))
        {
            Greeting = LetterNames.Harmless(letter.Name) is { } harmless
                ? string.Format(culture, Text("Greeting", culture), harmless)
                : Text("Greeting.Plain", culture),
            Paragraphs = string.Format(culture, Text($"{letter.Template}.Body", culture), day, letter.UserName).ReplaceLineEndings("\n").Split("\n\n"),
            Code = letter.Secret?.Code,
            Facts = [.. Facts(letter.Facts, zone, culture)],
            Link = Link(letter, culture),
            Closing = string.Format(culture, Text("Closing", culture), new Uri(urls.Issuer).Host),
        };
    }

    private static IEnumerable<string> Facts(NoticeFacts? facts, TimeZoneInfo zone, CultureInfo culture)
    {
        if (facts is null) yield break;
        var time = TimeZoneInfo.ConvertTime(facts.At, zone);
        yield return string.Format(culture, Text("Fact.When", culture), $"{time.ToString("f", culture)} ({(zone == TimeZoneInfo.Utc ? "UTC" : zone.Id)})");
        if (facts.Browser is { Length: > 0 } browser) yield return string.Format(culture, Text("Fact.Browser", culture), BrowserOf(browser, culture));
        if (facts.IpAddress is { Length: > 0 } address) yield return string.Format(culture, Text("Fact.Address", culture), address);
    }

    // What a browser says of itself is anybody's text: only what is known of it stands in a letter.
    private static string BrowserOf(string userAgent, CultureInfo culture) => DeviceName.Of(userAgent) switch
    {
        { Browser: { } browser, System: { } system } => string.Format(culture, Text("Fact.BrowserOn", culture), browser, system),
        { Browser: { } browser } => browser,
        { System: { } system } => system,
        _ => Text("Fact.BrowserUnknown", culture),
    };

    /// <summary>Null for a letter that leads nowhere.</summary>
    private LetterLink? Link(Letter letter, CultureInfo culture) =>
        (letter.Secret?.Path ?? Texts.GetString($"{letter.Template}.Path", culture)) is { } path
            ? new LetterLink(Text($"{letter.Template}.Link", culture), urls.Issuer + path, Text("LinkHint", culture))
            : null;

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
