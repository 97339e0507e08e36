using Microsoft.Extensions.Options;
using OidcEngine.Clients;
using OidcEngine.Errors;
using OidcEngine.Http;
using OidcEngine.Scopes;

namespace OidcEngine.Device;

/// <summary>Begins what a device asks for, RFC 8628 §3.1 and §3.2.</summary>
internal sealed class DeviceAuthorization(
    IDeviceRequestStore requests, IResourceStore resources, IOptions<OidcEngineOptions> options, TimeProvider time)
{
    /// <summary>The polling interval of a device that behaves, §3.2.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private const int MaxUserAgent = 512;
    private const int Attempts = 5; // of 20^8 codes a few thousand wait at once: the second is free

    /// <summary>Keeps the request and answers with its two codes. Scope and resource are resolved as at the authorization endpoint.</summary>
    public async Task<Result<DeviceAuthorizationResponse>> BeginAsync(
        Client client, RequestParameters form, DeviceOrigin origin, CancellationToken cancellationToken)
    {
        if (!client.MayUse(DeviceCodeGrant.Name))
            return OAuthError.UnauthorizedClient("The client is not registered for the device grant.") with
            {
                Reason = new("grant-types", "RFC 8628 §3.1", "Add the grant type to grant_types of the client.") { Expected = DeviceCodeGrant.Name },
            };
        var catalog = await resources.GetAsync(cancellationToken);
        if (!ScopeResolution.Resolve(client, form["scope"], form.Resources, catalog).TryGet(out var granted, out var error)) return error;

        var now = time.GetUtcNow();
        var deviceCode = DeviceCode.Create();
        var request = new DeviceRequest
        {
            DeviceCodeHash = DeviceCode.Hash(deviceCode),
            UserCodeHash = [],
            ClientId = client.ClientId,
            Scopes = granted.Scopes,
            Resources = granted.Resources,
            IpAddress = origin.IpAddress,
            UserAgent = origin.UserAgent is { Length: > MaxUserAgent } agent ? agent[..MaxUserAgent] : origin.UserAgent,
            CreatedAt = now,
            ExpiresAt = now + options.Value.Lifetimes.DeviceCode,
        };
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var userCode = UserCode.Create();
            if (await requests.AddAsync(request with { UserCodeHash = UserCode.Hash(userCode) }, cancellationToken))
                return new DeviceAuthorizationResponse(deviceCode, userCode, options.Value);
        }
        return OAuthError.TemporarilyUnavailable("No code is free; try again.");
    }
}

/// <summary>Where a device's request comes from, as far as the connection tells.</summary>
internal sealed record DeviceOrigin(string? IpAddress, string? UserAgent);
