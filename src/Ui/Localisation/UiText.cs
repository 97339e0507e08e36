namespace Ui.Localisation;

/// <summary>Names the resources of this library: <c>UiText.resx</c>, and <c>UiText.de.resx</c> and so on beside it.</summary>
public sealed class UiText;
