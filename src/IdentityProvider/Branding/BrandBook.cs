using System.Collections.Frozen;
using ServiceDefaults.Configuration;
using Ui.Brands;

namespace IdentityProvider.Branding;

/// <summary>The brands that are configured, as pages show them: our own, and those of single apps.</summary>
internal sealed class BrandBook
{
    private readonly FrozenDictionary<string, Brand> _clients;
    private readonly FrozenDictionary<string, BrandFile> _files;

    private BrandBook(Brand own, Dictionary<string, Brand> clients, Dictionary<string, BrandFile> files) =>
        (Own, _clients, _files) = (own, clients.ToFrozenDictionary(), files.ToFrozenDictionary());

    public Brand Own { get; }

    public Brand Of(string clientId) => _clients.GetValueOrDefault(clientId, Own);

    /// <summary>What is served under a name; null when it is no brand's.</summary>
    public BrandFile? Find(string name) => _files.GetValueOrDefault(name);

    /// <exception cref="StartupFailure">A setting cannot be; the sentence names its key.</exception>
    public static BrandBook Read(IConfiguration configuration)
    {
        var files = new Dictionary<string, BrandFile>(StringComparer.Ordinal);
        var own = ReadSection(configuration, BrandSettings.Section);
        var clients = new Dictionary<string, Brand>(StringComparer.Ordinal);
        foreach (var client in configuration.GetSection(BrandSettings.Clients).GetChildren())
            clients[client.Key] = Make(ReadSection(configuration, client.Path).Over(own), client.Path, files);
        return new BrandBook(Make(own, BrandSettings.Section, files), clients, files);
    }

    private static BrandSettings ReadSection(IConfiguration configuration, string section) =>
        ValidatedOptions.Read<BrandSettings>(configuration, section, settings => settings.Problem(section));

    private static Brand Make(BrandSettings settings, string section, Dictionary<string, BrandFile> files)
    {
        var logo = settings.LogoFile is { Length: > 0 } path ? BrandFile.Logo($"{section}:{nameof(settings.LogoFile)}", path) : null;
        var sheet = SheetOf(settings);
        foreach (var file in new[] { logo, sheet })
            if (file is not null) files[file.Name] = file;
        return new Brand(settings.Name, logo?.Address, sheet?.Address, settings.TermsUrl, settings.PrivacyUrl, settings.SupportUrl);
    }

    private static BrandFile? SheetOf(BrandSettings settings)
    {
        if (settings.PrimaryColour is not { } text || Colour.Parse(text) is not { } primary) return null;
        var engraving = settings.AccentColour is { } accent ? Colour.Parse(accent) : null;
        var dark = settings.PrimaryColourDark is { } lighter ? Colour.Parse(lighter)!.Value : BrandTheme.ForDark(primary);
        return BrandFile.Sheet(BrandTheme.Sheet(BrandTheme.Light(primary, engraving ?? primary), BrandTheme.Dark(dark, engraving ?? dark)));
    }
}
