using Microsoft.Extensions.Configuration;
using ServiceDefaults.Configuration;

namespace AppHost;

/// <summary>Section <c>Ports</c>.</summary>
internal sealed class Ports
{
    public int IdentityProvider { get; set; } = 3001;

    public int UserApi { get; set; } = 3002;

    public int AdminUi { get; set; } = 3003;

    /// <summary>Where IdentityProvider asks clients for certificates.</summary>
    public int MutualTls { get; set; } = 3011;

    /// <summary>Each with the name by which it is set.</summary>
    public IReadOnlyList<(string Name, int Port)> All() =>
        [("IdentityProvider", IdentityProvider), ("UserApi", UserApi), ("AdminUi", AdminUi), ("MutualTls", MutualTls)];

    public static string? Validate(Ports ports)
    {
        var all = ports.All();
        foreach (var (name, port) in all)
            if (port is < 1 or > 65535) return $"The setting Ports:{name} is {port}: choose a port from 1 to 65535.";
        return all.GroupBy(one => one.Port).FirstOrDefault(group => group.Count() > 1) is { } twice
            ? $"The settings {string.Join(" and ", twice.Select(one => $"Ports:{one.Name}"))} are both {twice.Key}: give each its own port."
            : null;
    }
}

/// <summary>What can be set here, by environment variable (<c>Ports__UserApi</c>) or argument (<c>--Ports:UserApi=4002</c>).
/// Every other setting goes to the hosts as it is.</summary>
internal sealed record LocalSettings
{
    public required string[] Args { get; init; }

    public required string Root { get; init; }

    public required Ports Ports { get; init; }

    public required string DataDirectory { get; init; }

    public required string CertificateDirectory { get; init; }

    /// <summary>Everything that was set, to leave alone what somebody has chosen.</summary>
    public required IConfiguration Chosen { get; init; }

    /// <exception cref="StartupFailure">A setting cannot be.</exception>
    public static LocalSettings Read(string[] args)
    {
        var configuration = new ConfigurationBuilder().AddEnvironmentVariables().AddCommandLine(args).Build();
        var root = SourceTree.FindRoot();
        return new LocalSettings
        {
            Args = args,
            Root = root,
            Ports = ValidatedOptions.Read<Ports>(configuration, "Ports", Ports.Validate),
            DataDirectory = Path.GetFullPath(configuration["Data:Directory"] ?? Path.Combine(root, ".data")),
            CertificateDirectory = Path.GetFullPath(configuration["Certificates:Directory"] ?? Path.Combine(root, "certs")),
            Chosen = configuration,
        };
    }
}
