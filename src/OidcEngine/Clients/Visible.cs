namespace OidcEngine.Clients;

/// <summary>Makes received text fit for a message that ends up in a terminal or a log.</summary>
internal static class Visible
{
    private const int Longest = 200;

    public static string Of(string text)
    {
        var shown = text.Length > Longest ? text[..Longest] : text;
        return string.Create(shown.Length, shown, static (span, source) =>
        {
            for (var i = 0; i < span.Length; i++) span[i] = source[i] is >= ' ' and <= '~' ? source[i] : '?';
        });
    }
}
