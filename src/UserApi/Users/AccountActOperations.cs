using ServiceDefaults.Documentation;
using ServiceDefaults.Envelope;
using UserApi.Access;
using UserApi.Contracts.Profile;
using UserApi.Contracts.Sessions;
using UserApi.Documentation;
using UserDirectory.Roles;

namespace UserApi.Users;

/// <summary>The reference of what administrators do to accounts besides changing them.</summary>
internal static class AccountActOperations
{
    public static Operation Suspend { get; } = Of("suspendUser", "Suspend an account",
        "Ends all sessions, tokens and grants of the person, who cannot sign in until the account is activated.",
        Permissions.UsersWrite, "`status_unchanged`; `own_account`; or `last_admin`: nobody else could administer the installation.");

    public static Operation Activate { get; } = Of("activateUser", "Activate an account", "Takes a suspended account back.",
        Permissions.UsersWrite, "`status_unchanged`.");

    public static Operation Unlock { get; } = Of("unlockUser", "Unlock an account",
        "Forgives all failed sign-ins of the account, on every device and network, so that the person may try again at once.",
        Permissions.UsersWrite, null);

    public static Operation ResetSecondFactors { get; } = Of("resetUserMfa", "Reset the two-step sign-in of an account",
        "Removes authenticator app, recovery codes, passkeys, codes by e-mail and remembered browsers, for somebody who has lost them. Ends all "
        + "sessions, tokens and grants of the person, who is told by mail.",
        Permissions.UsersWrite, "`own_account`: one's own are changed in the account.");

    public static Operation Restore { get; } = Of("restoreUser", "Take a deletion back",
        "Keeps an account whose deletion is pending, whoever asked for it. It has its former status again; its sessions stay ended.",
        Permissions.UsersDelete, "`status_unchanged`: its deletion is not pending.");

    public static Operation EndSessions { get; } = Of("endUserSessions", "Sign a person out everywhere",
        "Ends all sessions, with all that hangs from them. What the person allowed apps to do in their absence (`offline_access`) stays.",
        Permissions.UsersWrite, null) with
    {
        Answer = typeof(ApiEnvelope<EndedSessions>),
        AnswerText = "How many sessions there were.",
        AnswerExample = Examples.Envelope(new EndedSessions { SessionsEnded = 2 }, "The person is signed out everywhere."),
        AnswerHeaders = new Dictionary<string, string>(),
    };

    private static Operation Of(string id, string summary, string description, string permission, string? conflict)
    {
        var refusals = new Dictionary<int, string>
        {
            [StatusCodes.Status403Forbidden] = "You lack the permission, or one that the account holds.",
            [StatusCodes.Status404NotFound] = "There is no such account.",
        };
        if (conflict is not null) refusals[StatusCodes.Status409Conflict] = conflict;
        return new Operation(id, OperationGroups.Users, summary, description)
        {
            Parameters = [NamedUser.InPath],
            Answer = typeof(ApiEnvelope<UserProfileResource>),
            AnswerText = "The account as it is now.",
            AnswerExample = Examples.Envelope(Examples.Profile),
            AnswerHeaders = CommonParameters.ETag,
            Refusals = refusals,
            Scope = AccessRules.AdminScope,
            Permission = permission,
        };
    }
}
