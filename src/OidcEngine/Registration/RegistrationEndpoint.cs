using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OidcEngine.Errors;
using OidcEngine.Http;

namespace OidcEngine.Registration;

/// <summary>The client registration endpoint, RFC 7591 §3, and below it the configuration endpoint of each client, RFC 7592 §2. They are
/// there when registration is on.</summary>
internal static class RegistrationEndpoint
{
    public const string Path = "/connect/register";

    private const string ClientPath = Path + "/{clientId}";

    public static void Map(IEndpointRouteBuilder routes)
    {
        if (routes.ServiceProvider.GetRequiredService<IOptions<OidcEngineOptions>>().Value.Registration.Mode == RegistrationMode.Closed) return;
        routes.MapPost(Path, RegisterAsync).AllowAnyOrigin(routes, Path, "POST"); // OIDC Registration §3
        routes.MapGet(ClientPath, ReadAsync).AllowAnyOrigin(routes, ClientPath, "GET, PUT, DELETE");
        routes.MapPut(ClientPath, ReplaceAsync).AllowAnyOrigin();
        routes.MapDelete(ClientPath, DeleteAsync).AllowAnyOrigin();
    }

    private static async Task<IResult> RegisterAsync(
        HttpRequest http, ClientRegistrar registrar, ILogger<ClientRegistrar> logger, CancellationToken cancellationToken)
    {
        if (http.HttpContext.RequestServices.GetService<IRegistrationLimit>() is { } limit
            && await limit.RefuseAsync(http.HttpContext) is { } wait)
            return new OAuthErrorResult(OAuthError.TooManyRequests(wait));
        if (!(await JsonBody.ReadAsync(http, cancellationToken)).TryGet(out var metadata, out var error)
            || !(await registrar.RegisterAsync(TokenOf(http), metadata.Value, cancellationToken)).TryGet(out var response, out error))
            return Refuse(logger, null, error);
        logger.Registered(response.Registered.Client.ClientId);
        return new NoStoreJsonResult<RegistrationResponse>(response, RegistrationResponse.Write) { Status = StatusCodes.Status201Created };
    }

    private static async Task<IResult> ReadAsync(
        string clientId, HttpRequest http, ClientRegistrar registrar, ILogger<ClientRegistrar> logger, CancellationToken cancellationToken) =>
        (await registrar.ReadAsync(clientId, TokenOf(http), cancellationToken)).TryGet(out var response, out var error)
            ? new NoStoreJsonResult<RegistrationResponse>(response, RegistrationResponse.Write)
            : Refuse(logger, clientId, error);

    private static async Task<IResult> ReplaceAsync(
        string clientId, HttpRequest http, ClientRegistrar registrar, ILogger<ClientRegistrar> logger, CancellationToken cancellationToken)
    {
        if (!(await JsonBody.ReadAsync(http, cancellationToken)).TryGet(out var metadata, out var error)
            || !(await registrar.ReplaceAsync(clientId, TokenOf(http), metadata.Value, cancellationToken)).TryGet(out var response, out error))
            return Refuse(logger, clientId, error);
        return new NoStoreJsonResult<RegistrationResponse>(response, RegistrationResponse.Write);
    }

    private static async Task<IResult> DeleteAsync(
        string clientId, HttpRequest http, ClientRegistrar registrar, ILogger<ClientRegistrar> logger, CancellationToken cancellationToken)
    {
        if (await registrar.DeleteAsync(clientId, TokenOf(http), cancellationToken) is { } error) return Refuse(logger, clientId, error);
        JsonResponse.NoStore(http.HttpContext.Response);
        return TypedResults.NoContent(); // RFC 7592 §2.3
    }

    private static IResult Refuse(ILogger logger, string? clientId, OAuthError error)
    {
        logger.Refused(clientId, error.Code, error.Detail ?? error.Description);
        return error.Code == "invalid_token" ? new RegistrationTokenErrorResult(error) : new OAuthErrorResult(error);
    }

    /// <summary>The token of RFC 6750 §2.1, in the header alone: the body is metadata.</summary>
    private static string? TokenOf(HttpRequest http)
    {
        const string Scheme = "Bearer ";
        return http.Headers.Authorization is [{ } value] && value.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            ? value[Scheme.Length..].Trim(' ')
            : null;
    }
}
