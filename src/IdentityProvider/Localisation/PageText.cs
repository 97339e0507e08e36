namespace IdentityProvider.Localisation;

/// <summary>Names the resources of these pages: <c>PageText.resx</c>, and <c>PageText.de.resx</c> and so on beside it.</summary>
public sealed class PageText;
