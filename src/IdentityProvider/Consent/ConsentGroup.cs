namespace IdentityProvider.Consent;

/// <summary>What an app asks for, under one heading.</summary>
internal sealed record ConsentGroup(string Title, IReadOnlyList<ConsentItem> Items);

/// <summary>One line that a person agrees to.</summary>
/// <param name="Value">What the form sends back.</param>
/// <param name="Words">What it allows.</param>
/// <param name="Note">That it is needed, or was agreed to before.</param>
/// <param name="Required">True when it cannot be left out.</param>
internal sealed record ConsentItem(string Value, string Words, string? Note, bool Required);
