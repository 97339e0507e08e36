using System.Text.Json.Serialization;

namespace UserApi.Contracts.UserFiles;

/// <summary>A line of the report of an import: what became of one line of the file. The last one holds the <see cref="Summary"/> alone; a
/// report without it is of an import that broke off.</summary>
public sealed record ImportReportLine
{
    /// <summary>The line of the file, from 1 as an editor counts, the header of a CSV file included.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Line { get; init; }

    /// <summary>As it is kept; absent for what is no user name.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Username { get; init; }

    /// <summary><c>created</c>, <c>skipped</c> or <c>refused</c>; in a dry run, what it would be.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Outcome { get; init; }

    /// <summary>The id of the account that was made.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Guid? Id { get; init; }

    /// <summary>Why there is none: the broken rules by member; <c>line</c> stands for the line as a whole.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, IReadOnlyList<string>>? Errors { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ImportSummary? Summary { get; init; }
}

/// <summary>How many lines ended how.</summary>
public sealed record ImportSummary
{
    /// <summary>True when nothing was written.</summary>
    public required bool DryRun { get; init; }

    public required int Lines { get; init; }

    public required int Created { get; init; }

    public required int Skipped { get; init; }

    public required int Refused { get; init; }
}
