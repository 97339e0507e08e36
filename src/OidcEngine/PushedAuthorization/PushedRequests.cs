using Jose;
using Microsoft.Extensions.Options;
using OidcEngine.Authorization;
using OidcEngine.Clients;
using OidcEngine.Errors;
using OidcEngine.Http;

namespace OidcEngine.PushedAuthorization;

/// <summary>Gives pushed requests their <c>request_uri</c> and finds them by it, RFC 9126 §2.2 and §4. It is taken at its first presentation,
/// and never works again: a browser that reloads does so at the pages, which know the request by their own handle.</summary>
internal sealed class PushedRequests(IPushedRequestStore store, IOptions<OidcEngineOptions> options, TimeProvider time)
{
    /// <summary>RFC 9126 §2.2, registered by RFC 6755.</summary>
    private const string Prefix = "urn:ietf:params:oauth:request_uri:";

    /// <summary>True for a <c>request_uri</c> that can only be one of ours.</summary>
    public static bool IsReference(string requestUri) => requestUri.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>Keeps a request that was found right.</summary>
    public async Task<PushedResponse> KeepAsync(AuthorizationRequest request, CancellationToken cancellationToken)
    {
        var lifetime = options.Value.Lifetimes.PushedRequest;
        var handle = Handles.Create();
        var kept = new PushedRequest
        {
            HandleHash = Handles.Hash(handle),
            ClientId = request.Client.ClientId,
            Parameters = TransactionParameters.Keep(request.Parameters),
            ExpiresAt = time.GetUtcNow() + lifetime,
        };
        await store.AddAsync(kept, cancellationToken);
        return new PushedResponse(Prefix + handle, (long)lifetime.TotalSeconds);
    }

    /// <summary>The parameters behind a <c>request_uri</c>, which are this client's to use now. One that is unknown, expired, used or
    /// another client's looks the same to whoever asks.</summary>
    public async Task<Result<RequestParameters>> TakeAsync(string requestUri, Client client, CancellationToken cancellationToken)
    {
        var handleHash = Handles.Hash(requestUri[Prefix.Length..]);
        return await store.TakeAsync(handleHash, client.ClientId, cancellationToken) is { } request
            ? TransactionParameters.Restore(request.Parameters)
            : Unknown;
    }

    private static readonly OAuthError Unknown =
        OAuthError.InvalidRequestUri("The request_uri is unknown, was used, or has expired. Please start again from the app.") with
        {
            Reason = new("pushed-request", "RFC 9126 §4", "Push a new request for every sign-in, and send the browser there within a minute."),
        };
}

/// <summary>What the client is told, RFC 9126 §2.2.</summary>
/// <param name="RequestUri">What the browser brings in the place of all parameters but <c>client_id</c>.</param>
/// <param name="ExpiresIn">Within how many seconds.</param>
internal sealed record PushedResponse(string RequestUri, long ExpiresIn);
