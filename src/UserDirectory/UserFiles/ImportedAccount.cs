using UserDirectory.Users;

namespace UserDirectory.UserFiles;

/// <summary>An account of another system, or of another installation, as a file describes it.</summary>
public sealed record ImportedAccount(string? UserName, string? Email, ProfileChange Profile)
{
    public bool EmailVerified { get; init; }

    /// <summary>In a format that this installation can verify; null for a person who chooses a password by a mailed link.</summary>
    public string? PasswordHash { get; init; }

    /// <summary><see cref="UserStatus.Active"/>, as when it is null, or <see cref="UserStatus.Suspended"/>.</summary>
    public string? Status { get; init; }

    /// <summary>Null for the role that everybody has.</summary>
    public IReadOnlyList<string>? Roles { get; init; }

    /// <summary>When the account was made where it comes from; null for now.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>The hash is not for a log.</summary>
    public override string ToString() => nameof(ImportedAccount);
}

/// <summary>A line of a file.</summary>
/// <param name="Number">From 1, as an editor counts.</param>
/// <param name="Account">Null when the line holds none.</param>
/// <param name="Problems">Why it holds none: the broken rules by member, in the API's names.</param>
public sealed record ImportLine(int Number, ImportedAccount? Account, IReadOnlyDictionary<string, string[]> Problems);

/// <summary>How a file is taken in.</summary>
/// <param name="IsDryRun">Everything is checked, and nothing is written.</param>
/// <param name="SkipsTaken">A line whose name or address has an account already is skipped; otherwise it is refused. Either way the account stays.</param>
public sealed record ImportSettings(bool IsDryRun, bool SkipsTaken);
