using Microsoft.Extensions.Configuration;

namespace MachineClient;

/// <summary>From environment variables (<c>MACHINE_CLIENTSECRET</c>) or arguments (<c>--ClientSecret=…</c>, which other users of
/// the machine can see).</summary>
internal sealed record Settings(Uri Issuer, Uri Api, string ClientId, string ClientSecret, int PageSize)
{
    /// <exception cref="StoppedException">A setting is missing or cannot be.</exception>
    public static Settings Read(string[] args)
    {
        var given = new ConfigurationBuilder().AddEnvironmentVariables("MACHINE_").AddCommandLine(args).Build();
        return new Settings(
            Address(given, "Issuer", "https://localhost:3001"),
            Address(given, "Api", "https://localhost:3002"),
            Text(given, "ClientId"),
            Text(given, "ClientSecret"),
            int.TryParse(given["PageSize"] ?? "20", out var size) && size is >= 1 and <= 100
                ? size
                : throw StoppedException.Settings("PageSize must be a number from 1 to 100."));
    }

    private static string Text(IConfiguration given, string name) => given[name] is { Length: > 0 } value
        ? value
        : throw StoppedException.Settings($"{name} is missing: set MACHINE_{name.ToUpperInvariant()}.");

    private static Uri Address(IConfiguration given, string name, string otherwise) =>
        Uri.TryCreate(given[name] ?? otherwise, UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttps
            ? address
            : throw StoppedException.Settings($"{name} must be an https address.");
}
