using System.Text.Json.Serialization;
using UserDirectory.Audit;

namespace UserDirectory.Mail;

/// <summary>A letter as the outbox keeps it: whom to write what, in which language. The text is made when it is sent.</summary>
/// <param name="Template">One of <see cref="Letters"/>'.</param>
/// <param name="Name">How to address the person.</param>
/// <param name="Day">The day that the letter names.</param>
internal sealed record Letter(string Template, string To, string? Locale, string Name, DateTimeOffset? Day = null)
{
    public string? UserName { get; init; }

    /// <summary>The person's time zone, by its name in the IANA database; null is UTC.</summary>
    public string? Zone { get; init; }

    /// <summary>Where and when what the letter tells happened.</summary>
    public NoticeFacts? Facts { get; init; }

    /// <summary>What opens something; the outbox keeps it apart, and sealed.</summary>
    [JsonIgnore]
    public LetterSecret? Secret { get; init; }
}

/// <summary>What only the reader of a letter is to know.</summary>
/// <param name="Path">Where the letter's link leads, with its token; an address at the issuer.</param>
/// <param name="Code">What is to be typed in.</param>
internal sealed record LetterSecret(string? Path, string? Code)
{
    /// <summary>Neither is for a log.</summary>
    public override string ToString() => nameof(LetterSecret);
}

/// <summary>Where and when something happened to an account.</summary>
/// <param name="Browser">The browser's own description of itself.</param>
public sealed record NoticeFacts(string? Browser, string? IpAddress, DateTimeOffset At)
{
    public static NoticeFacts Of(Actor actor, DateTimeOffset now) => new(actor.UserAgent, actor.IpAddress, now);
}
