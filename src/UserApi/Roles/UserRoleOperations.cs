using ServiceDefaults.Documentation;
using ServiceDefaults.Envelope;
using UserApi.Access;
using UserApi.Contracts.Roles;
using UserApi.Documentation;
using UserApi.Users;
using UserDirectory.Roles;

namespace UserApi.Roles;

/// <summary>The reference of an account's roles.</summary>
internal static class UserRoleOperations
{
    private const string Lacked = "You lack the permission, one that the role grants, or one that the account holds.";

    public static Operation List { get; } = new("listUserRoles", OperationGroups.Roles, "List an account's roles", "In the order of their names.")
    {
        Parameters = [NamedUser.InPath],
        Answer = typeof(ApiEnvelope<IReadOnlyList<UserRole>>),
        AnswerText = "The account's roles.",
        AnswerExample = Examples.Envelope<IReadOnlyList<UserRole>>([RoleExamples.OfUser]),
        Refusals = new Dictionary<int, string> { [StatusCodes.Status404NotFound] = "There is no such account." },
        Scope = AccessRules.AdminScope,
        Permission = Permissions.RolesRead,
    };

    public static Operation Add { get; } = new("addUserRole", OperationGroups.Roles, "Give an account a role",
        "Giving a role that the account has already changes nothing, and is answered likewise.")
    {
        Parameters = [NamedUser.InPath, CommonParameters.IdempotencyKey],
        Body = typeof(AssignRole),
        BodyExample = new AssignRole { Role = RoleExamples.Role.Name },
        Answer = List.Answer,
        AnswerText = "All roles that the account has now.",
        AnswerExample = Examples.Envelope<IReadOnlyList<UserRole>>([RoleExamples.OfUser], "The account has the role."),
        Refusals = new Dictionary<int, string>
        {
            [StatusCodes.Status403Forbidden] = Lacked,
            [StatusCodes.Status404NotFound] = "There is no such account.",
            [StatusCodes.Status409Conflict] = "The first request with this `Idempotency-Key` is still running.",
            [StatusCodes.Status413PayloadTooLarge] = "The body is larger than 64 KiB.",
            [StatusCodes.Status415UnsupportedMediaType] = "The body is not JSON in UTF-8.",
            [StatusCodes.Status422UnprocessableEntity] = "This `Idempotency-Key` was used for another request.",
        },
        Scope = AccessRules.AdminScope,
        Permission = Permissions.RolesWrite,
    };

    public static Operation Remove { get; } = new("removeUserRole", OperationGroups.Roles, "Take a role from an account",
        "The last administrator keeps the role `admin`.")
    {
        Parameters = [NamedUser.InPath, new("role", "path", "The role's id, or its name.") { Example = RoleExamples.Role.Name }],
        Answer = List.Answer,
        AnswerText = "All roles that the account has now.",
        AnswerExample = Examples.Envelope<IReadOnlyList<UserRole>>([], "The account does not have the role any more."),
        Refusals = new Dictionary<int, string>
        {
            [StatusCodes.Status403Forbidden] = Lacked,
            [StatusCodes.Status404NotFound] = "There is no such account, or it does not have this role.",
            [StatusCodes.Status409Conflict] = "`last_admin`: nobody else could administer the installation.",
        },
        Scope = AccessRules.AdminScope,
        Permission = Permissions.RolesWrite,
    };
}
