using OidcEngine.Clients;
using OidcEngine.Errors;
using OidcEngine.Http;
using OidcEngine.PushedAuthorization;

namespace OidcEngine.RequestObjects;

/// <summary>Finds the parameters of a request: in the request itself, in an object that the client signed (RFC 9101 §5), or among those that
/// it pushed before (RFC 9126 §4). What stands beside an object or a reference is not used (RFC 9101 §6.3).</summary>
internal sealed class RequestSource(PushedRequests pushed, RequestObjectReader objects, PublishedRequestObject published)
{
    public async ValueTask<Result<SourcedParameters>> FindAsync(
        RequestParameters received, Client client, CancellationToken cancellationToken)
    {
        var (request, requestUri) = (received["request"], received["request_uri"]);
        if (request is null && requestUri is null) return new SourcedParameters(received, RequestOrigin.Plain);
        if (request is not null && requestUri is not null) return Both; // RFC 9101 §5
        if (received.HasDoubled) return RepeatedParameter.Refuse(received);

        var origin = requestUri is not null && PushedRequests.IsReference(requestUri) ? RequestOrigin.Pushed : RequestOrigin.Signed;
        var found = origin == RequestOrigin.Pushed ? await pushed.TakeAsync(requestUri!, client, cancellationToken)
            : request is not null ? await objects.ReadAsync(request, client, cancellationToken)
            : await FetchAsync(requestUri!, client, cancellationToken);
        return found.TryGet(out var parameters, out var error) ? new SourcedParameters(parameters, origin) : error;
    }

    private async ValueTask<Result<RequestParameters>> FetchAsync(string requestUri, Client client, CancellationToken cancellationToken) =>
        (await published.FetchAsync(requestUri, client, cancellationToken)).TryGet(out var text, out var error)
            ? await objects.ReadAsync(text, client, cancellationToken)
            : error;

    private static readonly OAuthError Both = OAuthError.InvalidRequest("request and request_uri exclude each other.") with
    {
        Reason = new("request-object", "RFC 9101 §5", "Send request or request_uri, not both."),
    };
}

/// <summary>The parameters that a request is made of, and how they came.</summary>
internal sealed record SourcedParameters(RequestParameters Parameters, RequestOrigin Origin);
