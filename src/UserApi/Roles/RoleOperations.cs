using ServiceDefaults.Documentation;
using ServiceDefaults.Envelope;
using UserApi.Access;
using UserApi.Contracts.Roles;
using UserApi.Documentation;
using UserDirectory.Roles;

namespace UserApi.Roles;

/// <summary>The reference of roles and permissions.</summary>
internal static class RoleOperations
{
    private const string NoSuchRole = "There is no such role.";
    private const string Lacked = "You lack the permission, or one that the role grants or would grant.";

    private static readonly OperationParameter InPath = new("role", "path", "The role's id, or its name.") { Example = "helpdesk" };

    public static Operation List { get; } = new("listRoles", OperationGroups.Roles, "List roles", "In the order of their names.")
    {
        Parameters = [.. CommonParameters.Paging],
        Answer = typeof(ApiEnvelope<IReadOnlyList<RoleResource>>),
        AnswerText = "One page of roles.",
        AnswerExample = Examples.Page(RoleExamples.Role),
        Scope = AccessRules.AdminScope,
        Permission = Permissions.RolesRead,
    };

    public static Operation Get { get; } = new("getRole", OperationGroups.Roles, "Read one role", "Found by its id or its name.")
    {
        Parameters = [InPath],
        Answer = typeof(ApiEnvelope<RoleResource>),
        AnswerText = "The role.",
        AnswerExample = Examples.Envelope(RoleExamples.Role),
        AnswerHeaders = CommonParameters.ETag,
        Refusals = new Dictionary<int, string> { [StatusCodes.Status404NotFound] = NoSuchRole },
        Scope = AccessRules.AdminScope,
        Permission = Permissions.RolesRead,
    };

    public static Operation Create { get; } = new("createRole", OperationGroups.Roles, "Make a role",
        "It grants permissions that you hold yourself, and no others. Names are unique whatever their case.")
    {
        Parameters = [CommonParameters.IdempotencyKey],
        Body = typeof(WritableRole),
        BodyExample = RoleExamples.Writable,
        Status = StatusCodes.Status201Created,
        Answer = Get.Answer,
        AnswerText = "The role.",
        AnswerExample = Examples.Envelope(RoleExamples.Role with { Members = 0 }, "The role was created."),
        AnswerHeaders = new Dictionary<string, string>(CommonParameters.ETag) { ["Location"] = "Where the role can be read." },
        Refusals = new Dictionary<int, string>
        {
            [StatusCodes.Status403Forbidden] = Lacked,
            [StatusCodes.Status409Conflict] = "`role_name_taken`, or the first request with this `Idempotency-Key` is still running.",
            [StatusCodes.Status413PayloadTooLarge] = "The body is larger than 64 KiB.",
            [StatusCodes.Status415UnsupportedMediaType] = "The body is not JSON in UTF-8.",
            [StatusCodes.Status422UnprocessableEntity] = "This `Idempotency-Key` was used for another request.",
        },
        Scope = AccessRules.AdminScope,
        Permission = Permissions.RolesWrite,
    };

    public static Operation Replace { get; } = new("replaceRole", OperationGroups.Roles, "Change a role",
        """
        Sets name, description and permissions; every account and client that has the role has the new permissions within seconds.
        You hold all that the role grants, before and after. Roles that ship keep their name, and `admin` cannot be changed.

        What you read can be put back as it is: members that are only shown are accepted with their current values.
        """)
    {
        Parameters = [InPath, CommonParameters.IfMatch],
        Body = typeof(WritableRole),
        BodyExample = RoleExamples.Writable,
        Answer = Get.Answer,
        AnswerText = "The role as it is now.",
        AnswerExample = Examples.Envelope(RoleExamples.Role, "The role was changed."),
        AnswerHeaders = CommonParameters.ETag,
        Refusals = new Dictionary<int, string>
        {
            [StatusCodes.Status403Forbidden] = Lacked,
            [StatusCodes.Status404NotFound] = NoSuchRole,
            [StatusCodes.Status409Conflict] =
                "`role_name_taken`; `role_built_in`; or `role_in_use`: clients hold it by its name, so it cannot get another one.",
            [StatusCodes.Status412PreconditionFailed] = "It was changed since you read it.",
            [StatusCodes.Status413PayloadTooLarge] = "The body is larger than 64 KiB.",
            [StatusCodes.Status415UnsupportedMediaType] = "The body is not JSON in UTF-8.",
        },
        Scope = AccessRules.AdminScope,
        Permission = Permissions.RolesWrite,
    };

    public static Operation Delete { get; } = new("deleteRole", OperationGroups.Roles, "Delete a role",
        """
        A role that accounts or clients have is only deleted with `force=true`. It is then taken from each account by an audit record of
        its own, from at most 1000; clients whose `service_roles` name it hold nothing by it any more.
        """)
    {
        Parameters =
        [
            InPath,
            new("force", "query", "Whether to take the role from those who have it.") { Values = ["true", "false"] },
            CommonParameters.IfMatch,
        ],
        Answer = typeof(ApiEnvelope<object>),
        AnswerText = "It is gone.",
        AnswerExample = Examples.Envelope<object?>(null, "The role was deleted."),
        Refusals = new Dictionary<int, string>
        {
            [StatusCodes.Status403Forbidden] = "You lack the permission, one that the role grants, or one that an account holds that has the role.",
            [StatusCodes.Status404NotFound] = NoSuchRole,
            [StatusCodes.Status409Conflict] = "`role_built_in`, or `role_in_use`.",
            [StatusCodes.Status412PreconditionFailed] = "It was changed since you read it.",
        },
        Scope = AccessRules.AdminScope,
        Permission = Permissions.RolesWrite,
    };

    public static Operation ListPermissions { get; } = new("listPermissions", OperationGroups.Roles, "List permissions",
        "Everything that a role may grant, in the order of the names, and whether you hold it and so may grant it.")
    {
        Answer = typeof(ApiEnvelope<IReadOnlyList<PermissionResource>>),
        AnswerText = "All permissions.",
        AnswerExample = Examples.Envelope<IReadOnlyList<PermissionResource>>([RoleExamples.Permission]),
        Scope = AccessRules.AdminScope,
        Permission = Permissions.RolesRead,
    };
}
