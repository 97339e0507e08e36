namespace UserDirectory.Mail;

/// <summary>What a letter says, in the reader's language: the same as text and as HTML.</summary>
/// <param name="Language">Of the texts, as a BCP 47 tag.</param>
/// <param name="Direction"><c>ltr</c> or <c>rtl</c>.</param>
/// <param name="Brand">Who writes.</param>
public sealed record LetterContent(string Language, string Direction, string Brand, string Subject)
{
    public required string Greeting { get; init; }

    public required IReadOnlyList<string> Paragraphs { get; init; }

    /// <summary>What is to be typed in; null when there is none.</summary>
    public string? Code { get; init; }

    /// <summary>Where and when it happened.</summary>
    public IReadOnlyList<string> Facts { get; init; } = [];

    public LetterLink? Link { get; init; }

    public required string Closing { get; init; }

    /// <summary>Text and HTML alike, without what is for the eye.</summary>
    public string ToPlainText()
    {
        IEnumerable<string> parts = [Greeting, .. Paragraphs];
        if (Code is not null) parts = parts.Append(Code);
        if (Facts.Count > 0) parts = parts.Append(string.Join('\n', Facts));
        if (Link is { } link) parts = parts.Append($"{link.Label}:\n{link.Address}");
        return $"{string.Join("\n\n", parts)}\n\n-- \n{Closing}\n";
    }
}

/// <param name="Hint">What to do when the button does not work.</param>
public sealed record LetterLink(string Label, string Address, string Hint);
