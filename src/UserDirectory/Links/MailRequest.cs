using UserDirectory.Audit;

namespace UserDirectory.Links;

/// <summary>What a stranger asked to have mailed, as it waits in the outbox. The name that was typed lies sealed beside it.</summary>
/// <param name="Kind">For which link.</param>
internal sealed record MailRequest(MailLinkKind Kind, string? IpAddress, string? UserAgent, string? TraceId)
{
    public static MailRequest Of(MailLinkKind kind, Actor actor) => new(kind, actor.IpAddress, actor.UserAgent, actor.TraceId);

    public Actor Actor => new(null, null, IpAddress, UserAgent, TraceId);
}
