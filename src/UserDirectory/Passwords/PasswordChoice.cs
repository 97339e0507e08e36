using UserDirectory.Users;

namespace UserDirectory.Passwords;

/// <summary>Looks at a password that somebody wants for an account that is there, by the rules and against the former ones, and hashes it.
/// Wherever a password is changed, reset or given anew, this is asked.</summary>
internal sealed class PasswordChoice(PasswordPolicy policy, PasswordHistory history, PasswordHashes hashes)
{
    public async Task<ChosenPassword> ChooseAsync(User user, string wanted, CancellationToken cancellationToken)
    {
        var problems = policy.Problems(wanted, user.UserName, user.Email);
        if (problems.Count > 0) return new ChosenPassword.Invalid(problems);
        var used = await history.HoldsAsync(user, wanted, cancellationToken);
        if (!used.Ran) return new ChosenPassword.Busy(used.RetryAfter);
        if (used.Value) return new ChosenPassword.Invalid([PasswordText.Of("UsedBefore")]);
        var hash = await hashes.HashAsync(wanted, cancellationToken);
        return hash.Ran ? new ChosenPassword.Hashed(hash.Value) : new ChosenPassword.Busy(hash.RetryAfter);
    }
}

/// <summary>What became of a wish for a password.</summary>
internal abstract record ChosenPassword
{
    private ChosenPassword() { }

    public sealed record Hashed(string Hash) : ChosenPassword;

    /// <param name="Problems">The rules that it breaks, in words.</param>
    public sealed record Invalid(IReadOnlyList<string> Problems) : ChosenPassword;

    public sealed record Busy(TimeSpan RetryAfter) : ChosenPassword;
}
