namespace UserDirectory.Mail;

/// <summary>A letter as the outbox keeps it: whom to write what, in which language. The text is made when it is sent.</summary>
/// <param name="Template">One of <see cref="Letters"/>'.</param>
/// <param name="Name">How to address the person.</param>
/// <param name="Day">The day that the letter names.</param>
internal sealed record Letter(string Template, string To, string? Locale, string Name, DateTimeOffset? Day = null);
