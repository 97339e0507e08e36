using ServiceDefaults.Documentation;
using ServiceDefaults.Envelope;
using UserApi.Access;
using UserApi.Contracts.Sessions;
using UserApi.Documentation;
using UserDirectory.Roles;

namespace UserApi.SessionAdministration;

/// <summary>The reference of everybody's sessions.</summary>
internal static class SessionOperations
{
    private static readonly OperationParameter Id = new("id", "path", "The session's id.") { Format = "uuid", Example = Example.Id };

    public static Operation List { get; } = new("listSessions", OperationGroups.Sessions, "List sessions",
        "Those that live, the newest first.")
    {
        Parameters =
        [
            new("user", "query", "Only those of this account: its id or its user name.") { Example = "alice" },
            .. CommonParameters.Paging,
        ],
        Answer = typeof(ApiEnvelope<IReadOnlyList<SessionResource>>),
        AnswerText = "One page of sessions.",
        AnswerExample = Examples.Page(Example),
        Scope = AccessRules.AdminScope,
        Permission = Permissions.SessionsRead,
    };

    public static Operation Get { get; } = new("getSession", OperationGroups.Sessions, "Read one session", "As long as it lives.")
    {
        Parameters = [Id, CommonParameters.IfNoneMatch],
        AnswersNotModified = true,
        Answer = typeof(ApiEnvelope<SessionResource>),
        AnswerText = "The session.",
        AnswerExample = Examples.Envelope(Example),
        AnswerHeaders = CommonParameters.ETag,
        Refusals = new Dictionary<int, string> { [StatusCodes.Status404NotFound] = "There is no such session, or it has ended." },
        Scope = AccessRules.AdminScope,
        Permission = Permissions.SessionsRead,
    };

    public static Operation Delete { get; } = new("endSession", OperationGroups.Sessions, "End a session",
        "Signs the person out there. Its grants end with it, but those for offline access; apps with back-channel logout are told.")
    {
        Parameters = [Id, CommonParameters.IfMatch],
        Answer = typeof(ApiEnvelope<object>),
        AnswerText = "It was ended.",
        AnswerExample = Examples.Envelope<object?>(null, "The session was ended."),
        Refusals = new Dictionary<int, string>
        {
            [StatusCodes.Status403Forbidden] = "You lack the permission, or one that the account holds.",
            [StatusCodes.Status404NotFound] = "There is no such session, or it had ended.",
            [StatusCodes.Status412PreconditionFailed] = "The session was used since you read it.",
        },
        Scope = AccessRules.AdminScope,
        Permission = Permissions.SessionsWrite,
    };

    private static SessionResource Example => new()
    {
        Id = Guid.Parse("019a0b62-7c11-7d02-8a10-0c1f0b0b7e42"),
        UserId = Examples.Profile.Id,
        Username = "alice",
        CreatedAt = Examples.Profile.CreatedAt,
        LastSeenAt = Examples.Profile.CreatedAt.AddHours(2),
        ExpiresAt = Examples.Profile.CreatedAt.AddHours(24),
        AuthTime = Examples.Profile.CreatedAt,
        Amr = ["pwd"],
        IpAddress = "203.0.113.7",
        UserAgent = "Mozilla/5.0",
        Apps = [new SessionApp { ClientId = "webapp", Name = "Sample web app" }],
        Current = false,
    };
}
