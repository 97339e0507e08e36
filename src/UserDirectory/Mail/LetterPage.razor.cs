using Microsoft.AspNetCore.Components;

namespace UserDirectory.Mail;

/// <summary>A letter as HTML: no picture and nothing else is loaded from anywhere.</summary>
public sealed partial class LetterPage
{
    [Parameter, EditorRequired] public LetterContent Content { get; set; } = null!;
}
