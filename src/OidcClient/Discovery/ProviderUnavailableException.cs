namespace OidcClient.Discovery;

/// <summary>The provider cannot be asked now, so nothing of it can be verified: an outage, not a wrong token.</summary>
internal sealed class ProviderUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
