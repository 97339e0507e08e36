using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using ServiceDefaults.Problems;
using UserApi.Requests;
using UserDirectory.UserFiles;

namespace UserApi.UserFiles;

/// <summary>How <c>POST /v1/admin/users/import</c> is asked to take a file in.</summary>
internal static class ImportQuery
{
    public const string Skip = "skip";
    public const string Refuse = "refuse";

    private const string Yes = "true";

    private static readonly FrozenSet<string> Known = FrozenSet.Create(StringComparer.Ordinal, "dry_run", "on_conflict");

    public static IReadOnlyList<string> Flags { get; } = [Yes, "false"];

    public static IReadOnlyList<string> OnConflict { get; } = [Refuse, Skip];

    public static bool TryRead(
        IQueryCollection query, [NotNullWhen(true)] out ImportSettings? settings, [NotNullWhen(false)] out ApiProblem? problem)
    {
        settings = null;
        problem = QueryText.Refuse(query, Known);
        if (problem is not null) return false;
        var faults = new List<(string, string)>();
        var dryRun = QueryText.OneOf(query, "dry_run", Flags, faults);
        var onConflict = QueryText.OneOf(query, "on_conflict", OnConflict, faults);
        problem = faults.Count == 0 ? null : ApiProblem.Invalid(faults);
        if (problem is null) settings = new ImportSettings(dryRun == Yes, onConflict == Skip);
        return problem is null;
    }
}
