namespace UserApi.Documentation;

/// <summary>The headings of the reference, in their order.</summary>
internal static class OperationGroups
{
    public const string Profile = "Your profile";
    public const string Users = "Accounts";
    public const string Roles = "Roles and permissions";
    public const string Audit = "Audit trail";
    public const string Sessions = "Sessions and grants";
    public const string Figures = "Figures";

    public static IReadOnlyList<(string Name, string Description)> All { get; } =
    [
        (Profile, "What a signed-in person reads and changes of their own account. `/v1/users/me` is another name of `/v1/users/profile`."),
        (Users, "Registration for everybody; the list and the single account for administrators and for clients with a role."),
        (Roles, "Who may do what. Nobody gives or takes a permission that they lack, nor acts on an account that holds one."),
        (Audit, "Who did what, on whom, from where."),
        (Sessions, "Where people are signed in, and what they allowed apps."),
        (Figures, "The installation in numbers, and what an administrator should look at."),
    ];
}
