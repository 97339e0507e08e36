namespace UserDirectory.Roles;

/// <summary>What roles grant.</summary>
public static class Permissions
{
    public const string UsersRead = "users.read";
    public const string UsersWrite = "users.write";
    public const string UsersDelete = "users.delete";
    public const string UsersExport = "users.export";
    public const string RolesRead = "roles.read";
    public const string RolesWrite = "roles.write";
    public const string AuditRead = "audit.read";
    public const string AnalyticsRead = "analytics.read";
    public const string SystemRead = "system.read";
    public const string SystemWrite = "system.write";
    public const string ClientsRead = "clients.read";
    public const string ClientsWrite = "clients.write";
    public const string SessionsRead = "sessions.read";
    public const string SessionsWrite = "sessions.write";
    public const string KeysRead = "keys.read";
    public const string KeysWrite = "keys.write";

    public static IReadOnlyList<string> All { get; } =
    [
        UsersRead, UsersWrite, UsersDelete, UsersExport, RolesRead, RolesWrite, AuditRead, AnalyticsRead, SystemRead, SystemWrite,
        ClientsRead, ClientsWrite, SessionsRead, SessionsWrite, KeysRead, KeysWrite,
    ];
}
