using UserDirectory.Passwords;
using UserDirectory.Users;

namespace UserDirectory.UserFiles;

/// <summary>Turns what a file describes into an account, and names each broken rule by the API's name of its member. No rule repeats the value.</summary>
internal static class ImportedAccountRules
{
    private const int LongestHash = 4096;

    private static readonly DateTimeOffset Earliest = DateTimeOffset.UnixEpoch;

    public static User Read(ImportedAccount wanted, PasswordHashes hashes, DateTimeOffset now, out Dictionary<string, string[]> problems)
    {
        problems = ProfileMembers.Problems(wanted.Profile);
        var name = UserNames.Parse(wanted.UserName, out var nameProblem);
        if (nameProblem is not null) problems["username"] = [nameProblem];
        var email = EmailAddresses.Parse(wanted.Email);
        if (email is null) problems["email"] = [NameText.Of("Email")];
        if (wanted.PasswordHash is { } hash && HashProblem(hash, hashes) is { } hashProblem) problems["password_hash"] = [hashProblem];
        var status = wanted.Status ?? UserStatus.Active;
        if (status is not (UserStatus.Active or UserStatus.Suspended)) problems["status"] = ["It must be active or suspended."];
        if (wanted.CreatedAt < Earliest || wanted.CreatedAt > now) problems["created_at"] = ["It must lie between 1970 and now."];

        var user = new User { UserName = name, Email = email, Status = status };
        if (problems.Count == 0) Fill(user, wanted, now);
        return user;
    }

    private static void Fill(User user, ImportedAccount wanted, DateTimeOffset now)
    {
        user.Id = Guid.CreateVersion7(now);
        user.NormalizedUserName = UserNames.Key(user.UserName!);
        user.NormalizedEmail = EmailAddresses.Key(user.Email!);
        user.EmailConfirmed = wanted.EmailVerified;
        user.PasswordHash = wanted.PasswordHash;
        user.SecurityStamp = Jose.Handles.Create();
        user.CreatedAt = AsKept(wanted.CreatedAt?.ToUniversalTime() ?? now);
        user.UpdatedAt = now;
        ProfileMembers.Apply(wanted.Profile, user);
        user.SearchTerms = SearchText.Of(user);
    }

    private static string? HashProblem(string hash, PasswordHashes hashes)
    {
        if (hash.Length is 0 or > LongestHash) return $"It may have 1 to {LongestHash} characters.";
        return hashes.Problem(hash) is { } problem ? $"It {problem}" : null;
    }

    /// <summary>The databases keep microseconds.</summary>
    private static DateTimeOffset AsKept(DateTimeOffset moment) => moment.AddTicks(-(moment.Ticks % TimeSpan.TicksPerMicrosecond));
}
