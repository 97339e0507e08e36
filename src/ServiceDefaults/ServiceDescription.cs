using ServiceDefaults.Configuration;

namespace ServiceDefaults;

/// <summary>What a host tells the shared parts about itself.</summary>
/// <param name="Name">The assembly's name. It selects compiled views and static assets, and it is the service in logs and metrics.</param>
/// <param name="PublicUrl">The one of the public addresses under which this host is reached.</param>
public sealed record ServiceDescription(string Name, Func<PublicUrls, string> PublicUrl)
{
    /// <summary>The page that shows a fault to a browser; without one everybody gets a problem document.</summary>
    public string? ErrorPage { get; init; }
}
