using UserDirectory.Users;

namespace UserDirectory.Avatars;

/// <summary>What became of a change of somebody's picture.</summary>
public abstract record AvatarOutcome
{
    private AvatarOutcome() { }

    /// <param name="Profile">The account as it is now.</param>
    public sealed record Changed(UserProfile Profile) : AvatarOutcome;

    /// <summary>There is no such account, or it is not in use.</summary>
    public sealed record NotFound : AvatarOutcome;

    /// <summary>The account is not in the expected version any more.</summary>
    public sealed record Stale : AvatarOutcome;

    /// <summary>The account holds this permission, which the actor lacks.</summary>
    public sealed record Forbidden(string Permission) : AvatarOutcome;

    /// <summary>It is no PNG, JPEG or WebP.</summary>
    public sealed record WrongFormat : AvatarOutcome;

    /// <summary>It is one, and cannot be used.</summary>
    /// <param name="Reason">A sentence for the person.</param>
    public sealed record Unusable(string Reason) : AvatarOutcome;

    /// <summary>This installation cannot make pictures: the program of libvips is missing.</summary>
    public sealed record NotInstalled : AvatarOutcome;

    /// <summary>Not now.</summary>
    public sealed record Unavailable(TimeSpan RetryAfter) : AvatarOutcome;
}
