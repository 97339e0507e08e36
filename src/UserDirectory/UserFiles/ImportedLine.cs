namespace UserDirectory.UserFiles;

/// <summary>What became of a line.</summary>
/// <param name="UserName">As it is kept; null for what is no user name.</param>
/// <param name="UserId">Of the account that was made; null in a dry run.</param>
/// <param name="Problems">Why there is none, by member, in the API's names.</param>
public sealed record ImportedLine(
    int Number, string? UserName, ImportOutcome Outcome, Guid? UserId, IReadOnlyDictionary<string, string[]> Problems);

/// <summary>What may become of a line.</summary>
public enum ImportOutcome
{
    /// <summary>The account was made; in a dry run, it would be.</summary>
    Created,

    /// <summary>The name or the address has an account, which stays as it is.</summary>
    Skipped,

    /// <summary>A rule is broken.</summary>
    Refused,
}

/// <summary>How many lines ended how.</summary>
public sealed class ImportTotals
{
    public int Created { get; private set; }

    public int Skipped { get; private set; }

    public int Refused { get; private set; }

    public int Lines => Created + Skipped + Refused;

    internal void Add(IEnumerable<ImportedLine> lines)
    {
        foreach (var line in lines)
        {
            if (line.Outcome == ImportOutcome.Created) Created++;
            else if (line.Outcome == ImportOutcome.Skipped) Skipped++;
            else Refused++;
        }
    }
}
