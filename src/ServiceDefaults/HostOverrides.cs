using Microsoft.Extensions.DependencyInjection;

namespace ServiceDefaults;

/// <summary>What a host gets from whoever runs it inside another process: AppHost, or a test.</summary>
public sealed record HostOverrides
{
    public string? ContentRoot { get; init; }

    public string? Environment { get; init; }

    /// <summary>Settings that win over files, environment and arguments.</summary>
    public IReadOnlyDictionary<string, string?> Configuration { get; init; } = new Dictionary<string, string?>();

    /// <summary>Called after the host has registered its own services, so that a registration here replaces them.</summary>
    public Action<IServiceCollection> Services { get; init; } = static _ => { };
}
