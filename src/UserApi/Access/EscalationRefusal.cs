using ServiceDefaults.Problems;

namespace UserApi.Access;

/// <summary>What a caller is told who would raise themselves.</summary>
internal static class EscalationRefusal
{
    public static ApiProblem OfAccount(string permission) =>
        Refuse($"This account holds the permission {permission}, which you lack.");

    public static ApiProblem OfMember(string permission) =>
        Refuse($"An account that has this role holds the permission {permission}, which you lack.");

    public static ApiProblem OfRole(string permission) =>
        Refuse($"This is about the permission {permission}, which you lack: nobody gives or takes what they do not have.");

    private static ApiProblem Refuse(string detail) => new(StatusCodes.Status403Forbidden, "insufficient_permission", detail);
}
