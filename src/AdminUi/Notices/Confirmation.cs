namespace AdminUi.Notices;

/// <summary>A question before something is done that people will feel: the partial view <c>_Confirm</c> asks it. A link with
/// <c>data-dialog</c> to such a page opens it above the page it stands on, where there is script.</summary>
internal sealed record Confirmation
{
    /// <summary>The question, as the heading: "Suspend Bob Builder?"</summary>
    public required string Title { get; init; }

    /// <summary>What exactly will happen, a sentence each.</summary>
    public required IReadOnlyList<string> Consequences { get; init; }

    /// <summary>What the button says that does it.</summary>
    public required string Button { get; init; }

    /// <summary>False for what takes nothing from anybody.</summary>
    public bool IsDanger { get; init; } = true;

    /// <summary>Where the way back leads.</summary>
    public required string Cancel { get; init; }

    /// <summary>What has to be typed into the field <c>Typed</c> before it is done; null asks for nothing.</summary>
    public string? Word { get; init; }

    /// <summary>The state that the question is about (an entity tag), sent along as <c>Version</c>.</summary>
    public string? Version { get; init; }

    public bool IsTyped(string? typed) => Word is null || string.Equals(typed?.Trim(), Word, StringComparison.Ordinal);
}
