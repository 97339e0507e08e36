namespace AdminUi.Localisation;

/// <summary>Names the resources of the console: <c>PageText.resx</c>, and <c>PageText.de.resx</c> and so on beside it.</summary>
public sealed class PageText;
