namespace IdentityProvider.Branding;

/// <summary>The design tokens that follow from a brand's colours, as a style sheet. Whatever is derived can be read: WCAG 2.2 AA.</summary>
internal sealed record BrandTheme(Colour Accent, Colour Strong, Colour Soft, Colour OnAccent, Colour Engraving)
{
    /// <summary>WCAG 2.2 §1.4.3.</summary>
    public const double Readable = 4.5;

    /// <summary>Of the light theme's backgrounds the darkest, of the dark theme's the lightest (Ui's tokens): what can be read there can be
    /// read on the others.</summary>
    public static readonly Colour LightBackground = new(0xf3, 0xf5, 0xf3);
    public static readonly Colour DarkBackground = new(0x1a, 0x24, 0x20);

    private static readonly Colour DarkSurface = new(0x14, 0x1c, 0x19);
    private static readonly Colour DarkPaper = new(0x0c, 0x12, 0x10);

    public static BrandTheme Light(Colour primary, Colour engraving) =>
        new(primary, primary.Mix(Colour.Black, 0.25), Tint(primary, Colour.White, 0.12), Colour.White, engraving);

    public static BrandTheme Dark(Colour primary, Colour engraving) =>
        new(primary, primary.Mix(Colour.White, 0.3), Tint(primary, DarkSurface, 0.18), DarkPaper, engraving);

    /// <summary>Lightened just as far as the dark theme needs it.</summary>
    public static Colour ForDark(Colour primary)
    {
        var share = 0.0;
        while (primary.Mix(Colour.White, share).ContrastWith(DarkBackground) < Readable) share += 0.05;
        return primary.Mix(Colour.White, share);
    }

    /// <summary>The sheet of both themes. A media query and a chosen theme cannot share one rule.</summary>
    public static string Sheet(BrandTheme light, BrandTheme dark) =>
        $$"""
        :root {
        {{light.Tokens}}
        }
        @media (prefers-color-scheme: dark) {
        :root:not([data-theme="light"]) {
        {{dark.Tokens}}
        }
        }
        :root[data-theme="dark"] {
        {{dark.Tokens}}
        }

        """;

    private string Tokens =>
        $"--accent: {Accent}; --accent-strong: {Strong}; --accent-soft: {Soft}; --on-accent: {OnAccent}; --engraving: {Engraving};";

    /// <summary>A background with a hint of the colour, on which the colour itself can still be read.</summary>
    private static Colour Tint(Colour colour, Colour surface, double share)
    {
        while (share > 0 && colour.ContrastWith(surface.Mix(colour, share)) < Readable) share -= 0.02;
        return surface.Mix(colour, Math.Max(share, 0));
    }
}
