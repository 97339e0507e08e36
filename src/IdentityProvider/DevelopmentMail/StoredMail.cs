namespace IdentityProvider.DevelopmentMail;

/// <summary>A mail as it lies in its file, decoded.</summary>
/// <param name="Id">The file's name without its ending.</param>
internal sealed record StoredMail(string Id, string Subject, string To, DateTimeOffset At, string Text, string Html);
