using ServiceDefaults.Documentation;
using ServiceDefaults.Envelope;
using UserApi.Access;
using UserApi.Contracts.Administration;
using UserApi.Documentation;
using UserDirectory.Roles;

namespace UserApi.Administration;

/// <summary>The reference of the caller as an administrator.</summary>
internal static class AdministratorOperations
{
    public static Operation Get { get; } = new("getAdministrator", OperationGroups.Roles, "Read what you may do",
        "The person, or the client, that the access token speaks for, and every permission that they hold at this moment. It needs no permission.")
    {
        Answer = typeof(ApiEnvelope<AdministratorResource>),
        AnswerText = "You, as an administrator.",
        AnswerExample = Examples.Envelope(new AdministratorResource
        {
            Id = Examples.Profile.Id,
            Username = Examples.Profile.Username,
            Name = Examples.Profile.Name,
            Permissions = [Permissions.AuditRead, Permissions.UsersRead, Permissions.UsersWrite],
        }),
        Refusals = new Dictionary<int, string> { [StatusCodes.Status404NotFound] = "The account is gone." },
        Scope = AccessRules.AdminScope,
    };
}
