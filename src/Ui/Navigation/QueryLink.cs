using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;

namespace Ui.Navigation;

/// <summary>The address of the page that is shown, with something in its query changed.</summary>
internal static class QueryLink
{
    /// <param name="dropped">What does not fit the other page, besides the parameter itself.</param>
    public static string With(HttpRequest request, string name, string value, params string[] dropped)
    {
        var query = new QueryBuilder(request.Query
            .Where(pair => !dropped.Append(name).Contains(pair.Key, StringComparer.OrdinalIgnoreCase))
            .SelectMany(pair => pair.Value, (pair, kept) => KeyValuePair.Create(pair.Key, kept ?? "")));
        query.Add(name, value);
        return $"{request.PathBase}{request.Path}{query}";
    }
}
