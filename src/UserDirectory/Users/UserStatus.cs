namespace UserDirectory.Users;

/// <summary>What an account may be, in the API's words.</summary>
public static class UserStatus
{
    public const string Active = "active";
    public const string Suspended = "suspended";
    public const string PendingDeletion = "pending_deletion";

    public static IReadOnlyList<string> All { get; } = [Active, Suspended, PendingDeletion];
}
