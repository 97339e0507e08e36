using UserDirectory.Roles;

namespace UserApi.Roles;

/// <summary>What each permission allows, in a sentence.</summary>
internal static class PermissionTexts
{
    private static readonly Dictionary<string, string> Texts = new()
    {
        [Permissions.UsersRead] = "See accounts, search and list them.",
        [Permissions.UsersWrite] = "Make and change accounts, suspend, activate and unlock them, sign their people out.",
        [Permissions.UsersDelete] = "Delete accounts, and take a deletion back while there is time.",
        [Permissions.UsersExport] = "Export accounts to a file.",
        [Permissions.RolesRead] = "See roles, what they grant and who has them.",
        [Permissions.RolesWrite] = "Make, change and delete roles, give them and take them.",
        [Permissions.AuditRead] = "Read and export the audit trail.",
        [Permissions.AnalyticsRead] = "See the installation in figures.",
        [Permissions.SystemRead] = "See the settings of the installation.",
        [Permissions.SystemWrite] = "Change the settings of the installation.",
        [Permissions.ClientsRead] = "See registered apps, scopes and APIs, and why a request was refused.",
        [Permissions.ClientsWrite] = "Register and change apps, scopes and APIs.",
        [Permissions.SessionsRead] = "See who is signed in where, and what apps were allowed.",
        [Permissions.SessionsWrite] = "End sessions, and take back what apps were allowed.",
        [Permissions.KeysRead] = "See the signing keys' calendar.",
        [Permissions.KeysWrite] = "Rotate signing keys.",
    };

    public static string Of(string permission) => Texts[permission];
}
