namespace UserDirectory.Roles;

/// <summary>The roles that ship.</summary>
public static class RoleNames
{
    /// <summary>Holds every permission, also those that a later version adds; it cannot be edited.</summary>
    public const string Admin = "admin";
    public const string Support = "support";
    public const string Auditor = "auditor";
    public const string User = "user";

    /// <summary>What makes two names the same one.</summary>
    internal static string Key(string name) => name.ToUpperInvariant();
}
