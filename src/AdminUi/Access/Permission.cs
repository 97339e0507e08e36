namespace AdminUi.Access;

/// <summary>The permissions that pages of the console ask for, in UserApi's words.</summary>
internal static class Permission
{
    public const string UsersRead = "users.read";
    public const string UsersWrite = "users.write";
    public const string UsersDelete = "users.delete";
    public const string UsersExport = "users.export";
    public const string RolesRead = "roles.read";
    public const string RolesWrite = "roles.write";
    public const string AuditRead = "audit.read";
    public const string AnalyticsRead = "analytics.read";
    public const string ClientsRead = "clients.read";
    public const string SessionsRead = "sessions.read";
    public const string SessionsWrite = "sessions.write";
}
