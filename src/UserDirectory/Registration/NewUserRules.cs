using UserDirectory.Passwords;
using UserDirectory.Users;

namespace UserDirectory.Registration;

/// <summary>Turns what was sent into an account, and names each broken rule by the API's name of its member.</summary>
internal static class NewUserRules
{
    public static User Read(NewUser wanted, PasswordPolicy policy, out Dictionary<string, string[]> problems)
    {
        var profile = new ProfileChange { GivenName = wanted.GivenName, FamilyName = wanted.FamilyName, Locale = wanted.Locale };
        problems = ProfileMembers.Problems(profile);

        var userName = UserNames.Parse(wanted.UserName, out var nameProblem);
        if (nameProblem is not null) problems["username"] = [nameProblem];
        var email = EmailAddresses.Parse(wanted.Email);
        if (email is null) problems["email"] = [NameText.Of("Email")];
        if (wanted.Password is null)
        {
            if (wanted.ExternalProof is null && !wanted.IsInvited) problems["password"] = ["It is required."];
        }
        else if (policy.Problems(wanted.Password, wanted.UserName, wanted.Email) is { Count: > 0 } passwordProblems)
        {
            problems["password"] = [.. passwordProblems];
        }

        var status = wanted.ByAdministrator ? wanted.Status ?? UserStatus.Active : UserStatus.Active;
        if (status is not (UserStatus.Active or UserStatus.Suspended)) problems["status"] = ["It must be active or suspended."];

        var user = new User { Status = status };
        if (problems.Count > 0) return user;
        (user.UserName, user.NormalizedUserName) = (userName, UserNames.Key(userName!));
        (user.Email, user.NormalizedEmail) = (email, EmailAddresses.Key(email!));
        ProfileMembers.Apply(profile, user);
        return user;
    }
}
