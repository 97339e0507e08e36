using UserDirectory.Audit;
using UserDirectory.Deletion;

namespace UserDirectory.SignIn;

/// <summary>One try to sign in.</summary>
/// <param name="UserName">A user name or an e-mail address.</param>
public sealed record PasswordAttempt(string UserName, string Password, SignInOrigin Origin)
{
    /// <summary>Neither name nor password is for a log.</summary>
    public override string ToString() => nameof(PasswordAttempt);
}

/// <summary>Where a try comes from.</summary>
/// <param name="KnownDevice">The value of the cookie by which <see cref="KnownDevices"/> knows a browser again.</param>
public sealed record SignInOrigin(string? IpAddress, string? UserAgent, string? KnownDevice, string? TraceId = null)
{
    internal Actor ActorOf(Guid? userId) => new(userId, null, IpAddress, UserAgent, TraceId);
}

/// <summary>A person who has just proved who they are.</summary>
public sealed record SignedInUser(Guid UserId, string UserName, DateTimeOffset AuthTime, string Acr, IReadOnlyList<string> Amr);

/// <summary>What became of a try to sign in.</summary>
public abstract record SignInOutcome
{
    private SignInOutcome() { }

    public sealed record SignedIn(SignedInUser User) : SignInOutcome;

    /// <summary>The password is right, and its owner has asked for the account's deletion: nobody is signed in. The owner may keep it.</summary>
    /// <param name="User">Whom to sign in once the account was kept.</param>
    public sealed record PendingDeletion(PendingAccount Account, SignedInUser User) : SignInOutcome;

    /// <summary>The proof is right, but the account's address is not proved yet, and must be first: a link was mailed to it. Nobody is
    /// signed in.</summary>
    public sealed record EmailUnverified(Guid UserId) : SignInOutcome;

    /// <summary>No such account, a wrong password, too many tries, an account that may not sign in: nobody is told which.</summary>
    public sealed record Refused : SignInOutcome;

    /// <summary>Too many people sign in at this moment; nothing was checked or counted.</summary>
    public sealed record Busy(TimeSpan RetryAfter) : SignInOutcome;
}
