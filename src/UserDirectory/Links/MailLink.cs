namespace UserDirectory.Links;

/// <summary>A link that opens what it is for.</summary>
/// <param name="Address">The address that it confirms or gives back, where it does.</param>
public sealed record MailLink(Guid UserId, string UserName, string? Address, DateTimeOffset MadeAt);
