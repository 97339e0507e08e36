namespace UserApi.Documentation;

/// <summary>The headings of the reference, in their order.</summary>
internal static class OperationGroups
{
    public const string Profile = "Your profile";
    public const string Preferences = "Your preferences";
    public const string SignIns = "Your sessions and activity";
    public const string Account = "Your account";
    public const string Users = "Accounts";
    public const string Roles = "Roles and permissions";
    public const string Audit = "Audit trail";
    public const string Sessions = "Sessions and grants";
    public const string Apps = "Apps";
    public const string Figures = "Figures";

    public static IReadOnlyList<(string Name, string Description)> All { get; } =
    [
        (Profile, "What a signed-in person reads and changes of their own account. `/v1/users/me` is another name of `/v1/users/profile`."),
        (Preferences, "What apps keep for a person, what the person wants to be told, and on which devices."),
        (SignIns, "Where a person is signed in, and what was done by them or to their account."),
        (Account, "All that is held on a person, and its deletion."),
        (Users, "Registration for everybody; the list and the single account for administrators and for clients with a role."),
        (Roles, "Who may do what. Nobody gives or takes a permission that they lack, nor acts on an account that holds one."),
        (Audit, "Who did what, on whom, from where."),
        (Sessions, "Where people are signed in, and what they allowed apps."),
        (Apps, "Why requests of apps were refused."),
        (Figures, "The installation in numbers, and what an administrator should look at."),
    ];
}
