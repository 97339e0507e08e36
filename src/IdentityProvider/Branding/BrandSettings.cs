namespace IdentityProvider.Branding;

/// <summary>The section <c>Branding</c>, and <c>Branding:Clients:{client_id}</c> for the pages that people see on their way to one app.</summary>
internal sealed class BrandSettings
{
    public const string Section = "Branding";
    public const string Clients = Section + ":Clients";

    /// <summary>In titles, beside the logo and in mails.</summary>
    public string? Name { get; set; }

    /// <summary>A PNG, JPEG, WebP or SVG file of at most 64 KB.</summary>
    public string? LogoFile { get; set; }

    /// <summary>Buttons, links and what is marked, as <c>#rrggbb</c>, in the light theme.</summary>
    public string? PrimaryColour { get; set; }

    /// <summary>The same in the dark theme; without it the primary colour is lightened until it can be read there.</summary>
    public string? PrimaryColourDark { get; set; }

    /// <summary>The engraved pattern, which is decoration.</summary>
    public string? AccentColour { get; set; }

    public string? TermsUrl { get; set; }
    public string? PrivacyUrl { get; set; }

    /// <summary>A page, or an address by <c>mailto:</c>.</summary>
    public string? SupportUrl { get; set; }

    /// <summary>These settings, with another's where there are none. A colour counts with its own theme's other one, not with another's.</summary>
    public BrandSettings Over(BrandSettings other) => new()
    {
        Name = Name ?? other.Name,
        LogoFile = LogoFile ?? other.LogoFile,
        PrimaryColour = PrimaryColour ?? other.PrimaryColour,
        PrimaryColourDark = PrimaryColour is null ? PrimaryColourDark ?? other.PrimaryColourDark : PrimaryColourDark,
        AccentColour = AccentColour ?? (PrimaryColour is null ? other.AccentColour : null),
        TermsUrl = TermsUrl ?? other.TermsUrl,
        PrivacyUrl = PrivacyUrl ?? other.PrivacyUrl,
        SupportUrl = SupportUrl ?? other.SupportUrl,
    };

    /// <summary>Null when all is well, else a sentence that names the key.</summary>
    /// <param name="section">Where these settings stand.</param>
    public string? Problem(string section) =>
        NameProblem(section)
        ?? ColourProblem($"{section}:{nameof(PrimaryColour)}", PrimaryColour, BrandTheme.LightBackground, "a darker colour")
        ?? ColourProblem($"{section}:{nameof(PrimaryColourDark)}", PrimaryColourDark, BrandTheme.DarkBackground, "a lighter colour")
        ?? ColourProblem($"{section}:{nameof(AccentColour)}", AccentColour, null, "")
        ?? AddressProblem($"{section}:{nameof(TermsUrl)}", TermsUrl)
        ?? AddressProblem($"{section}:{nameof(PrivacyUrl)}", PrivacyUrl)
        ?? AddressProblem($"{section}:{nameof(SupportUrl)}", SupportUrl, Uri.UriSchemeMailto);

    private string? NameProblem(string section) =>
        Name is null || (Name.Trim().Length is > 0 and <= 40 && !Name.Any(char.IsControl))
            ? null
            : $"The setting {section}:{nameof(Name)} must have 1 to 40 characters, in one line.";

    /// <summary>WCAG 2.2 §1.4.3, against the background on which this colour is hardest to read.</summary>
    private static string? ColourProblem(string key, string? value, Colour? background, string advice)
    {
        if (value is null) return null;
        if (Colour.Parse(value) is not { } colour) return $"The setting {key} is \"{value}\": write a colour as #0b6b53.";
        return background is { } behind && colour.ContrastWith(behind) is var contrast && contrast < BrandTheme.Readable
            ? FormattableString.Invariant(
                $"The setting {key} is {colour}: on the background {behind} its contrast is {contrast:0.0}:1, and text needs {BrandTheme.Readable}:1. Choose {advice}.")
            : null;
    }

    private static string? AddressProblem(string key, string? value, string? otherScheme = null) =>
        value is null || (Uri.TryCreate(value, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == otherScheme))
            ? null
            : $"The setting {key} is \"{value}\": write an address that begins with https://{(otherScheme is null ? "" : $" or {otherScheme}:")}.";
}
