using ServiceDefaults.Documentation;
using ServiceDefaults.Envelope;
using UserApi.Access;
using UserApi.Contracts.Sessions;
using UserApi.Documentation;

namespace UserApi.Sessions;

/// <summary>The reference of the caller's own sessions.</summary>
internal static class OwnSessionsOperations
{
    private static readonly SessionResource Session = new()
    {
        Id = Guid.Parse("019a0b62-7c11-7d02-8a10-0c1f0b0b7e42"),
        UserId = Examples.Profile.Id,
        Username = Examples.Profile.Username,
        CreatedAt = Examples.Profile.CreatedAt,
        LastSeenAt = Examples.Profile.CreatedAt.AddHours(2),
        ExpiresAt = Examples.Profile.CreatedAt.AddHours(24),
        AuthTime = Examples.Profile.CreatedAt,
        Amr = ["pwd"],
        IpAddress = "203.0.113.7",
        UserAgent = "Mozilla/5.0",
        Apps = [new SessionApp { ClientId = "webapp", Name = "Sample web app" }],
        Current = true,
    };

    private static readonly OperationParameter Id = new("id", "path", "The session's id.") { Format = "uuid", Example = Session.Id };

    private static readonly Dictionary<int, string> Absent = new() { [StatusCodes.Status404NotFound] = "You have no such session, or it has ended." };

    public static Operation List { get; } = new("listOwnSessions", OperationGroups.SignIns, "List where you are signed in",
        "The sessions that live, the newest first. `current` marks the one that your access token hangs from.")
    {
        Parameters = CommonParameters.Paging,
        Answer = typeof(ApiEnvelope<IReadOnlyList<SessionResource>>),
        AnswerText = "One page of your sessions.",
        AnswerExample = Examples.Page(Session),
        Scope = AccessRules.ProfileScope,
    };

    public static Operation Get { get; } = new("getOwnSession", OperationGroups.SignIns, "Read one of your sessions", "As long as it lives.")
    {
        Parameters = [Id, CommonParameters.IfNoneMatch],
        AnswersNotModified = true,
        Answer = typeof(ApiEnvelope<SessionResource>),
        AnswerText = "The session.",
        AnswerExample = Examples.Envelope(Session),
        AnswerHeaders = CommonParameters.ETag,
        Refusals = Absent,
        Scope = AccessRules.ProfileScope,
    };

    public static Operation Delete { get; } = new("endOwnSession", OperationGroups.SignIns, "Sign out there",
        "Ends the session with what hangs from it. Ending the current one ends the access token that you send.")
    {
        Parameters = [Id],
        Answer = typeof(ApiEnvelope<object>),
        AnswerText = "It was ended.",
        AnswerExample = Examples.Envelope<object?>(null, "You are signed out there."),
        Refusals = Absent,
        Scope = AccessRules.ProfileScope,
    };

    public static Operation DeleteOthers { get; } = new("endOtherSessions", OperationGroups.SignIns, "Sign out everywhere else",
        "Ends all your sessions but the one that your access token hangs from.")
    {
        Answer = typeof(ApiEnvelope<EndedSessions>),
        AnswerText = "They were ended.",
        AnswerExample = Examples.Envelope(new EndedSessions { SessionsEnded = 2 }, "You are signed out everywhere else."),
        Scope = AccessRules.ProfileScope,
    };
}
