using System.Text;
using Microsoft.AspNetCore.Http;
using OidcEngine.Errors;

namespace OidcEngine.Http;

/// <summary>Reads the parameters of a request from its URI, RFC 6749 §3.1.</summary>
internal static class QueryParameters
{
    private static readonly OAuthError Malformed = OAuthError.InvalidRequest("The query is malformed.").Because(
        "query", "RFC 6749 §3.1", "Form-encode each name and value in UTF-8, without NUL, and send at most 100 parameters.");

    /// <summary>The parameters, with those that are doubled marked as such; an error when the query is malformed.</summary>
    public static Result<RequestParameters> Read(HttpRequest http)
    {
        if (!http.QueryString.HasValue) return new RequestParameters();
        var text = Encoding.UTF8.GetBytes(http.QueryString.Value![1..]);
        if (UrlEncodedText.Parse(text) is not { } parameters) return Malformed;
        ReceivedRequest.Of(http.HttpContext).Note(parameters);
        return parameters;
    }
}
