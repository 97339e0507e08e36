using ServiceDefaults.Problems;

namespace UserApi.Users;

/// <summary>Why an account stays as it is.</summary>
internal static class AccountRefusal
{
    public static ApiProblem LastAdmin() => ApiProblem.Conflict("last_admin", "This is the last administrator: make another one first.");

    public static ApiProblem OwnAccount() => ApiProblem.Conflict("own_account", "This is your own account: somebody else must do this.");

    public static ApiProblem StatusUnchanged() =>
        ApiProblem.Conflict("status_unchanged", "The account is not in a status from which this is possible.");

    /// <param name="member">The member whose value another account has.</param>
    public static ApiProblem Taken(string member) => ApiProblem.Conflict($"{member}_taken", $"This {member} has an account already.") with
    {
        Errors = ApiProblem.Invalid(member, "It has an account already.").Errors,
    };
}
