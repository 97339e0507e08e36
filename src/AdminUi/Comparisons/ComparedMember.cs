namespace AdminUi.Comparisons;

/// <summary>One member of what was changed, before and after.</summary>
/// <param name="Path">Where it stands, such as <c>address.locality</c>.</param>
/// <param name="Before">Null when it was not there.</param>
/// <param name="After">Null when it is not there any more.</param>
internal sealed record ComparedMember(string Path, IReadOnlyList<ComparedPart>? Before, IReadOnlyList<ComparedPart>? After)
{
    /// <summary><c>added</c>, <c>removed</c>, <c>changed</c> or <c>same</c>.</summary>
    public string Change => (Before, After) switch
    {
        (null, _) => "added",
        (_, null) => "removed",
        _ => Before.Concat(After).Any(part => part.IsChanged) ? "changed" : "same",
    };
}

/// <summary>A value, or one entry of a list.</summary>
/// <param name="IsChanged">Whether the other side lacks it.</param>
internal sealed record ComparedPart(string Text, bool IsChanged)
{
    private const int LongestAtOnce = 160;

    public bool IsLong => Text.Length > LongestAtOnce;

    public string Beginning => Text[..LongestAtOnce];
}
