using System.Text;
using OidcEngine.Clients;
using OidcEngine.Errors;
using OidcEngine.Http;

namespace OidcEngine.RequestObjects;

/// <summary>Fetches the request object that a <c>request_uri</c> leads to, RFC 9101 §5.2.3. Only an address that the client registered is
/// called (OIDC Registration §2 <c>request_uris</c>), as an exact string: else anybody could let this server call anything (§10.4.1).</summary>
internal sealed class PublishedRequestObject(OutboundDocument documents)
{
    private static readonly DocumentKind Kind = new(RequestObjectReader.MaxLength, "application/oauth-authz-req+jwt", "application/jwt");

    /// <summary>The object's text; nothing of it is checked.</summary>
    public async ValueTask<Result<string>> FetchAsync(string requestUri, Client client, CancellationToken cancellationToken)
    {
        if (!client.RequestUris.Contains(requestUri))
            return Invalid("The request_uri is not registered for this client.", "Register it among the client's request_uris, or push the request.");

        return await documents.GetAsync(requestUri, Kind, cancellationToken) switch
        {
            DocumentReading.Read { Content: var content } => Encoding.UTF8.GetString(content).Trim(),
            DocumentReading.Failed { Reason: var reason } => Invalid(
                "There is no request object at the request_uri.",
                "Serve the object there within seconds, as application/oauth-authz-req+jwt.") with
            { Detail = reason },
            _ => throw new InvalidOperationException("A reading that does not exist."),
        };
    }

    private static OAuthError Invalid(string description, string fix) => OAuthError.InvalidRequestUri(description) with
    {
        Reason = new("request-uri", "RFC 9101 §5.2", fix),
    };
}
