using UserDirectory.ExternalLogins;

namespace IdentityProvider.ExternalLogins;

/// <summary>What became of somebody who was sent to a provider. Where it was to lead stands in the state, which this browser brought back.</summary>
internal abstract record ExternalArrival
{
    private ExternalArrival() { }

    /// <summary>The app whose page gets the answer; null when a page of ours asked.</summary>
    public AppReturn? App { get; init; }

    /// <param name="IsToLink">The person was signed in, and wants to link the account.</param>
    public sealed record Arrived(ExternalIdentity Identity, bool IsToLink, string? ReturnUrl) : ExternalArrival;

    /// <summary>The person did not want to.</summary>
    public sealed record Cancelled(string? ReturnUrl) : ExternalArrival;

    /// <summary>The answer is not one that counts, or the provider does not answer.</summary>
    public sealed record Failed(string? ReturnUrl) : ExternalArrival;
}

/// <summary>Where the browser is to go.</summary>
internal sealed record ExternalDestination(string Address);
