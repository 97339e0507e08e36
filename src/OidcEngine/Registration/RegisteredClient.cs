using OidcEngine.Clients;

namespace OidcEngine.Registration;

/// <summary>A client that registered itself, with what its registration rests on.</summary>
/// <param name="Client">The client.</param>
/// <param name="TokenHash">SHA-256 of its registration access token (RFC 7592 §3).</param>
/// <param name="Policy">What it may have at most.</param>
/// <param name="IssuedAt">When it registered (<c>client_id_issued_at</c>).</param>
public sealed record RegisteredClient(Client Client, byte[] TokenHash, RegistrationPolicy Policy, DateTimeOffset IssuedAt);
