using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using OidcEngine.Clients.Authentication;
using OidcEngine.Http;

namespace OidcEngine.Device;

/// <summary>The device authorization endpoint, RFC 8628 §3.1: the client authenticates as at the token endpoint, and gets a code for itself
/// and one for the person.</summary>
internal static class DeviceAuthorizationEndpoint
{
    public const string Path = "/connect/deviceauthorization";

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost(Path, HandleAsync);

    private static async Task<IResult> HandleAsync(
        HttpRequest http,
        ClientRequests requests,
        DeviceAuthorization authorization,
        ILogger<DeviceAuthorization> logger,
        CancellationToken cancellationToken)
    {
        if (!(await requests.ReadAsync(http, cancellationToken)).TryGet(out var request, out var error)) return new OAuthErrorResult(error);
        var (client, form) = request;

        if (!(await authorization.BeginAsync(client, form, Origin(http), cancellationToken)).TryGet(out var response, out error))
        {
            logger.Refused(client.ClientId, error.Code, error.Detail ?? error.Description);
            return new OAuthErrorResult(error);
        }
        return new NoStoreJsonResult<DeviceAuthorizationResponse>(response, DeviceAuthorizationResponse.Write);
    }

    private static DeviceOrigin Origin(HttpRequest http) => new(
        http.HttpContext.Connection.RemoteIpAddress?.ToString(),
        http.Headers.UserAgent.ToString() is { Length: > 0 } agent ? agent : null);
}
