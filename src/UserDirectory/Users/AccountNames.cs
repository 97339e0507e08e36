using System.Linq.Expressions;

namespace UserDirectory.Users;

/// <summary>What a person types to say which account is theirs: a user name, or an e-mail address (a user name has no <c>@</c>).</summary>
internal static class AccountNames
{
    private const int LongestName = 320;

    public static Expression<Func<User, bool>> Matches(string typed)
    {
        var key = Key(typed);
        return typed.Contains('@') ? user => user.NormalizedEmail == key : user => user.NormalizedUserName == key;
    }

    /// <summary>The same for all spellings of one name.</summary>
    public static string Key(string typed)
    {
        var name = StorableText.Of(typed.Trim());
        if (name.Length > LongestName) name = StorableText.Of(name[..LongestName]);
        return name.Contains('@') ? EmailAddresses.Key(EmailAddresses.Parse(name) ?? name) : UserNames.Key(name);
    }
}
