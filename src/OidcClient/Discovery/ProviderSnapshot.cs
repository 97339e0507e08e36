using Jose;

namespace OidcClient.Discovery;

/// <summary>A provider's metadata and keys, as they were at one time.</summary>
internal sealed record ProviderSnapshot(ProviderMetadata Metadata, VerificationKeySet Keys, DateTimeOffset FetchedAt);
