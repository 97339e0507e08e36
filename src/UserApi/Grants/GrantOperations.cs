using ServiceDefaults.Documentation;
using ServiceDefaults.Envelope;
using UserApi.Access;
using UserApi.Contracts.Grants;
using UserApi.Documentation;
using UserDirectory.Roles;

namespace UserApi.Grants;

/// <summary>The reference of grants.</summary>
internal static class GrantOperations
{
    private static readonly OperationParameter Id = new("id", "path", "The grant's id.") { Format = "uuid", Example = Example.Id };

    public static Operation List { get; } = new("listGrants", OperationGroups.Sessions, "List grants",
        "What people allowed apps, as far as it still holds; the newest first.")
    {
        Parameters =
        [
            new("user", "query", "Only those of this account: its id or its user name.") { Example = "alice" },
            new("client_id", "query", "Only those of this app.") { Example = "webapp" },
            .. CommonParameters.Paging,
        ],
        Answer = typeof(ApiEnvelope<IReadOnlyList<GrantResource>>),
        AnswerText = "One page of grants.",
        AnswerExample = Examples.Page(Example),
        Scope = AccessRules.AdminScope,
        Permission = Permissions.SessionsRead,
    };

    public static Operation Get { get; } = new("getGrant", OperationGroups.Sessions, "Read one grant", "As long as it holds.")
    {
        Parameters = [Id, CommonParameters.IfNoneMatch],
        AnswersNotModified = true,
        Answer = typeof(ApiEnvelope<GrantResource>),
        AnswerText = "The grant.",
        AnswerExample = Examples.Envelope(Example),
        AnswerHeaders = CommonParameters.ETag,
        Refusals = new Dictionary<int, string> { [StatusCodes.Status404NotFound] = "There is no such grant, or it has ended." },
        Scope = AccessRules.AdminScope,
        Permission = Permissions.SessionsRead,
    };

    public static Operation Delete { get; } = new("endGrant", OperationGroups.Sessions, "End a grant",
        "Its refresh token is dead at once, and its access tokens at our own APIs within seconds.")
    {
        Parameters = [Id, CommonParameters.IfMatch],
        Answer = typeof(ApiEnvelope<object>),
        AnswerText = "It was ended.",
        AnswerExample = Examples.Envelope<object?>(null, "The grant was ended."),
        Refusals = new Dictionary<int, string>
        {
            [StatusCodes.Status403Forbidden] = "You lack the permission, or one that the account holds.",
            [StatusCodes.Status404NotFound] = "There is no such grant, or it had ended.",
            [StatusCodes.Status412PreconditionFailed] = "The grant was used since you read it.",
        },
        Scope = AccessRules.AdminScope,
        Permission = Permissions.SessionsWrite,
    };

    private static GrantResource Example => new()
    {
        Id = Guid.Parse("019a0b63-0a21-7e13-9b44-7d2a1c3f5e60"),
        UserId = Examples.Profile.Id,
        Username = "alice",
        ClientId = "webapp",
        ClientName = "Sample web app",
        Scopes = ["openid", "profile", "offline_access"],
        SessionId = Guid.Parse("019a0b62-7c11-7d02-8a10-0c1f0b0b7e42"),
        Offline = true,
        CreatedAt = Examples.Profile.CreatedAt,
        LastUsedAt = Examples.Profile.CreatedAt.AddHours(2),
        ExpiresAt = Examples.Profile.CreatedAt.AddDays(30),
    };
}
