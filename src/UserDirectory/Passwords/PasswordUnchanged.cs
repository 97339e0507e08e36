using System.Linq.Expressions;
using UserDirectory.Users;

namespace UserDirectory.Passwords;

/// <summary>Whether the password that was just looked at is still the account's.</summary>
internal static class PasswordUnchanged
{
    /// <summary>A sign-in that renews an outdated hash of the same password changes the hash alone; who changes the password changes the stamp
    /// too.</summary>
    public static Expression<Func<User, bool>> Since(string? hash, string? stamp) =>
        user => user.PasswordHash == hash || (user.PasswordHash != null && user.SecurityStamp == stamp);
}
