using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Jose;
using Microsoft.Extensions.Options;
using OidcEngine.Clients;
using OidcEngine.Errors;

namespace OidcEngine.Registration;

/// <summary>Registers clients, RFC 7591 §3, and lets them manage their registration, RFC 7592 §2.</summary>
internal sealed class ClientRegistrar(IClientRegistrationStore store, IOptions<OidcEngineOptions> options, TimeProvider time)
{
    private static readonly string[] SecretMethods = ["client_secret_basic", "client_secret_post", "client_secret_jwt"];

    /// <summary>RFC 7592 §2.2: what an update must not hold.</summary>
    private static readonly string[] NotInUpdates =
        ["registration_access_token", "registration_client_uri", "client_secret_expires_at", "client_id_issued_at"];

    private readonly ClientRegistrationOptions _options = options.Value.Registration;

    /// <summary>RFC 7591 §3.1.</summary>
    /// <param name="initialToken">The initial access token; null when none was sent.</param>
    /// <param name="metadata">The JSON of the request.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    public async Task<Result<RegistrationResponse>> RegisterAsync(
        string? initialToken, JsonElement metadata, CancellationToken cancellationToken)
    {
        var hash = initialToken is null ? null : Handles.Hash(initialToken);
        var policy = hash is not null ? await store.FindPolicyAsync(hash, cancellationToken)
            : _options.Mode == RegistrationMode.Open ? _options.Policy
            : null;
        if (policy is null) return InvalidToken();
        if (!Read(metadata, policy).TryGet(out var described, out var error)) return error;

        var secret = SecretOf(described);
        var client = WithSecret(described with { ClientId = Handles.Create() }, secret);
        if (Broken(client) is { } broken) return broken;

        var token = Handles.Create();
        var registered = new RegisteredClient(client, Handles.Hash(token), policy, time.GetUtcNow());
        return await store.AddAsync(registered, hash, cancellationToken)
            ? new RegistrationResponse(registered, token, options.Value.Issuer) { Secret = secret }
            : InvalidToken();
    }

    /// <summary>RFC 7592 §2.1.</summary>
    public async Task<Result<RegistrationResponse>> ReadAsync(string clientId, string? token, CancellationToken cancellationToken) =>
        await FindAsync(clientId, token, cancellationToken) is { } registered
            ? new RegistrationResponse(registered, token!, options.Value.Issuer)
            : InvalidToken();

    /// <summary>RFC 7592 §2.2: the metadata of the request takes the place of all that was registered. What a client cannot register stays as
    /// it is. The registration access token is a new one from then on.</summary>
    public async Task<Result<RegistrationResponse>> ReplaceAsync(
        string clientId, string? token, JsonElement metadata, CancellationToken cancellationToken)
    {
        if (await FindAsync(clientId, token, cancellationToken) is not { } registered) return InvalidToken();
        if (CheckUpdate(registered.Client, metadata) is { } wrong) return wrong;
        if (!Read(metadata, registered.Policy).TryGet(out var described, out var error)) return error;

        var kept = KeepUnregistrable(described, registered.Client);
        var secret = KeepsSecrets(kept, registered.Client) ? null : SecretOf(kept);
        var client = secret is null ? kept : WithSecret(kept with { Secrets = [] }, secret);
        if (Broken(client) is { } broken) return broken;

        var next = Handles.Create();
        var replaced = registered with { Client = client, TokenHash = Handles.Hash(next) };
        return await store.ReplaceAsync(replaced, registered.TokenHash, cancellationToken)
            ? new RegistrationResponse(replaced, next, options.Value.Issuer) { Secret = secret }
            : InvalidToken();
    }

    /// <summary>RFC 7592 §2.3. Null when the client is deleted.</summary>
    public async Task<OAuthError?> DeleteAsync(string clientId, string? token, CancellationToken cancellationToken) =>
        token is not null && await store.DeleteAsync(clientId, Handles.Hash(token), cancellationToken) ? null : InvalidToken();

    private async Task<RegisteredClient?> FindAsync(string clientId, string? token, CancellationToken cancellationToken) =>
        token is null ? null : await store.FindAsync(clientId, Handles.Hash(token), cancellationToken);

    private Result<Client> Read(JsonElement metadata, RegistrationPolicy policy)
    {
        if (!RegistrationMetadata.Read(metadata, policy).TryGet(out var client, out var error)) return error;
        if (options.Value.AllowPrivateNetworks) return client;
        var errors = RegistrationRules.CheckLoopback(client).ToList();
        return errors.Count == 0 ? client : RegistrationMetadata.Refuse(errors);
    }

    private static OAuthError? Broken(Client client) =>
        ClientRules.Check(client).ToList() is { Count: > 0 } errors ? RegistrationMetadata.Refuse(errors) : null;

    private IssuedSecret? SecretOf(Client client) => SecretMethods.Contains(client.TokenEndpointAuthMethod)
        ? new IssuedSecret(Handles.Create(), time.GetUtcNow() + _options.SecretLifetime)
        : null;

    private static Client WithSecret(Client client, IssuedSecret? secret) => secret is null
        ? client
        : client with { Secrets = [ClientMetadata.KeepSecret(secret.Value, secret.ExpiresAt, client.TokenEndpointAuthMethod)] };

    /// <summary>A secret lives on with the method that it was issued for; it may only be one that is kept in the same way.</summary>
    private static bool KeepsSecrets(Client client, Client before) =>
        !SecretMethods.Contains(client.TokenEndpointAuthMethod) || client.TokenEndpointAuthMethod == before.TokenEndpointAuthMethod;

    private static Client KeepUnregistrable(Client client, Client before) => client with
    {
        ClientId = before.ClientId,
        RegisteredDynamically = true,
        Secrets = client.TokenEndpointAuthMethod == before.TokenEndpointAuthMethod ? before.Secrets : [],
        FirstParty = before.FirstParty,
        RequirePkce = before.RequirePkce,
        AcceptTokenEndpointAudience = before.AcceptTokenEndpointAudience,
        AllowedCorsOrigins = before.AllowedCorsOrigins,
        AccessTokenLifetime = before.AccessTokenLifetime,
        RefreshTokenLifetime = before.RefreshTokenLifetime,
        RefreshTokenAbsoluteLifetime = before.RefreshTokenAbsoluteLifetime,
        RefreshTokenRotation = before.RefreshTokenRotation,
        ServiceRoles = before.ServiceRoles,
    };

    private static OAuthError? CheckUpdate(Client client, JsonElement metadata)
    {
        if (metadata.ValueKind != JsonValueKind.Object) return null; // what reads the metadata says so
        if (!metadata.TryGetProperty("client_id", out var id) || id.ValueKind != JsonValueKind.String || !id.ValueEquals(client.ClientId))
            return Refuse("client_id must be that of the registration.");
        if (NotInUpdates.FirstOrDefault(name => metadata.TryGetProperty(name, out _)) is { } name)
            return Refuse($"{name} must not be in an update.");
        if (metadata.TryGetProperty("client_secret", out var secret) && !(secret.ValueKind == JsonValueKind.String && IsSecret(client, secret.GetString()!)))
            return Refuse("client_secret must be the current one; a client does not choose it.");
        return null;

        static OAuthError Refuse(string description) => new("invalid_client_metadata", description)
        {
            Reason = new("client-update", "RFC 7592 §2.2", "Send the client's metadata with its client_id, and nothing of what the server issues."),
        };
    }

    private static bool IsSecret(Client client, string secret)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(secret));
        return client.Secrets.Any(kept => CryptographicOperations.FixedTimeEquals(kept.Sha256, hash));
    }

    /// <summary>One answer for an unknown client, a wrong token and a used-up one (RFC 7592 §2.1, RFC 6750 §3.1).</summary>
    private static OAuthError InvalidToken() => OAuthError.InvalidToken("The token is missing, unknown, used up or expired.") with
    {
        Reason = new("registration-token", "RFC 7592 §2", "Present the token as Bearer: the initial one to register, the client's own later."),
    };
}
