using System.Net;
using Microsoft.AspNetCore.WebUtilities;

namespace OidcEngine.Tests.Host;

/// <summary>Reads where a response sends the browser.</summary>
internal static class Redirects
{
    /// <summary>The address; every redirect of the engine is a 303.</summary>
    public static string Location(this HttpResponseMessage response)
    {
        Assert.Equal(HttpStatusCode.SeeOther, response.StatusCode);
        return response.Headers.Location!.OriginalString;
    }

    /// <summary>The parameters that the client gets, from the query or else the fragment.</summary>
    public static Dictionary<string, string> Parameters(this HttpResponseMessage response) => Parse(response.Location());

    /// <summary>The handle of the transaction that the browser is sent to a page with.</summary>
    public static string ReturnUrl(this HttpResponseMessage response, string page)
    {
        var location = response.Location();
        Assert.StartsWith(page + "?returnUrl=", location, StringComparison.Ordinal);
        return Parse(location)["returnUrl"];
    }

    private static Dictionary<string, string> Parse(string location)
    {
        var start = location.IndexOfAny(['?', '#']);
        return QueryHelpers.ParseQuery(location[(start + 1)..]).ToDictionary(pair => pair.Key, pair => pair.Value.Single()!);
    }
}
