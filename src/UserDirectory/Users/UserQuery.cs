namespace UserDirectory.Users;

/// <summary>Which accounts are looked for.</summary>
public sealed record UserQuery
{
    /// <summary>Words or parts of them that must all occur in user name, address or names.</summary>
    public string? Text { get; init; }
    public string? Status { get; init; }

    /// <summary>The name of a role.</summary>
    public string? Role { get; init; }
    public DateTimeOffset? CreatedFrom { get; init; }

    /// <summary>Accounts made before this moment.</summary>
    public DateTimeOffset? CreatedTo { get; init; }

    /// <summary>One of <see cref="UserSort"/>.</summary>
    public string Sort { get; init; } = UserSort.NewestFirst;

    /// <summary>From 1; null with <see cref="After"/>.</summary>
    public int? Page { get; init; }
    public required int Limit { get; init; }
    public UserCursor? After { get; init; }
}

/// <summary>The orders of the list; a minus reverses.</summary>
public static class UserSort
{
    public const string NewestFirst = "-created_at";
    public const string OldestFirst = "created_at";
    public const string UserName = "username";
    public const string UserNameReversed = "-username";
    public const string Email = "email";
    public const string EmailReversed = "-email";

    public static IReadOnlyList<string> All { get; } = [OldestFirst, NewestFirst, UserName, UserNameReversed, Email, EmailReversed];
}

/// <summary>The last account of a page: the next one begins behind it.</summary>
/// <param name="Key">The value sorted by, where it is a text.</param>
public sealed record UserCursor(string? Key, DateTimeOffset CreatedAt, Guid Id);

/// <summary>One page of accounts.</summary>
/// <param name="TotalCapped">Counting stopped: there are at least <paramref name="Total"/>.</param>
/// <param name="Next">Null on the last page.</param>
public sealed record UserPage(IReadOnlyList<UserProfile> Items, long Total, bool TotalCapped, UserCursor? Next);
