using OidcEngine.Authorization;
using OidcEngine.Clients;
using OidcEngine.Grants;
using OidcEngine.Scopes;
using OidcEngine.Sessions;

namespace OidcEngine.Device;

/// <summary>What the host's page for devices asks of the engine, RFC 8628 §3.3. The page limits how often codes are tried (§5.1), and
/// answers only what a person decided by a form (§5.4).</summary>
public sealed class DeviceInteractions
{
    private readonly IDeviceRequestStore _requests;
    private readonly IClientStore _clients;
    private readonly IResourceStore _resources;
    private readonly TimeProvider _time;

    internal DeviceInteractions(IDeviceRequestStore requests, IClientStore clients, IResourceStore resources, TimeProvider time) =>
        (_requests, _clients, _resources, _time) = (requests, clients, resources, time);

    /// <summary>The request that waits under the code.</summary>
    /// <param name="userCode">What the person typed; case, hyphens and spaces do not count.</param>
    /// <param name="cancellationToken">Cancels the reads.</param>
    /// <returns>Null when there is none: the code is wrong, has expired or was answered.</returns>
    public async Task<PendingDevice?> FindAsync(string? userCode, CancellationToken cancellationToken)
    {
        if (await ReadAsync(userCode, cancellationToken) is not { } waiting) return null;
        return new PendingDevice
        {
            Client = waiting.Client,
            UserCode = UserCode.Format(waiting.UserCode),
            Scopes = [.. waiting.Request.Scopes.Select(scope => Describe(scope, waiting.Catalog))],
            IpAddress = waiting.Request.IpAddress,
            UserAgent = waiting.Request.UserAgent,
            RequestedAt = waiting.Request.CreatedAt,
        };
    }

    /// <summary>Writes down that the person agrees: the device's next poll gets tokens. <c>openid</c> and required scopes are always in, and
    /// nothing is added that the device did not ask for; with nothing left it is a refusal, as <see cref="DenyAsync"/>.</summary>
    /// <param name="userCode">The code of <see cref="FindAsync"/>.</param>
    /// <param name="session">Who agrees. The grant is this person's, and belongs to this session.</param>
    /// <param name="scopes">The scopes that were left selected.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    /// <returns>False when nothing waits under the code any more.</returns>
    public async Task<bool> ApproveAsync(
        string? userCode, EndUserSession session, IReadOnlyCollection<string> scopes, CancellationToken cancellationToken)
    {
        if (await ReadAsync(userCode, cancellationToken) is not { } waiting) return false;
        var agreed = waiting.Request.Scopes
            .Where(scope => scopes.Contains(scope) || ConsentRule.IsRequired(waiting.Catalog, scope)).ToList();
        return agreed.Count == 0
            ? await _requests.DenyAsync(waiting.Request.UserCodeHash, session.Subject, cancellationToken)
            : await _requests.ApproveAsync(waiting.Request.UserCodeHash, GrantOf(waiting.Request, session, agreed), cancellationToken);
    }

    /// <summary>Writes down that the person declines: the device is told <c>access_denied</c> (RFC 8628 §3.5).</summary>
    /// <param name="userCode">The code of <see cref="FindAsync"/>.</param>
    /// <param name="session">Who declines.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    /// <returns>False when nothing waits under the code any more.</returns>
    public async Task<bool> DenyAsync(string? userCode, EndUserSession session, CancellationToken cancellationToken) =>
        UserCode.Read(userCode) is { } code && await _requests.DenyAsync(UserCode.Hash(code), session.Subject, cancellationToken);

    private async Task<Waiting?> ReadAsync(string? userCode, CancellationToken cancellationToken)
    {
        if (UserCode.Read(userCode) is not { } code) return null;
        if (await _requests.FindPendingAsync(UserCode.Hash(code), cancellationToken) is not { } request) return null;
        if (await _clients.FindAsync(request.ClientId, cancellationToken) is not { } client) return null;
        return client.MayUse(DeviceCodeGrant.Name)
            ? new Waiting(code, request, client, await _resources.GetAsync(cancellationToken))
            : null;
    }

    private Grant GrantOf(DeviceRequest request, EndUserSession session, IReadOnlyList<string> scopes)
    {
        var now = _time.GetUtcNow();
        return new Grant
        {
            Id = Guid.CreateVersion7(now),
            ClientId = request.ClientId,
            Subject = session.Subject,
            SessionId = session.SessionId,
            Scopes = scopes,
            Resources = request.Resources,
            AuthTime = session.AuthTime,
            Acr = session.Acr,
            Amr = session.Amr,
            CreatedAt = now,
        };
    }

    private static RequestedScope Describe(string name, ResourceCatalog catalog)
    {
        var owned = catalog.FindScope(name);
        return new RequestedScope(
            name, owned?.Scope.Description, ConsentRule.IsRequired(catalog, name), owned?.Resource.Name, AlreadyGranted: false);
    }

    private sealed record Waiting(string UserCode, DeviceRequest Request, Client Client, ResourceCatalog Catalog);
}
