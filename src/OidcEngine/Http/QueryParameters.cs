using System.Text;
using Microsoft.AspNetCore.Http;
using OidcEngine.Errors;

namespace OidcEngine.Http;

/// <summary>Reads the parameters of a request from its URI, RFC 6749 §3.1.</summary>
internal static class QueryParameters
{
    /// <summary>The parameters, with those that are doubled marked as such; an error when the query is malformed.</summary>
    public static Result<RequestParameters> Read(HttpRequest http)
    {
        if (!http.QueryString.HasValue) return new RequestParameters();
        var text = Encoding.UTF8.GetBytes(http.QueryString.Value![1..]);
        return UrlEncodedText.Parse(text) is { } parameters ? parameters : OAuthError.InvalidRequest("The query is malformed.");
    }
}
