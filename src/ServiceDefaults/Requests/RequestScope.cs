using System.Collections;
using Microsoft.AspNetCore.Http;

namespace ServiceDefaults.Requests;

/// <summary>What each log line of a request tells about it. Values are read when a line is written, so the user is known from
/// authentication on. The path has no query: that may hold codes and tokens.</summary>
internal sealed class RequestScope(HttpContext http) : IReadOnlyList<KeyValuePair<string, object?>>
{
    public int Count => 4;

    public KeyValuePair<string, object?> this[int index] => index switch
    {
        0 => new("request_id", http.TraceIdentifier),
        1 => new("user_id", UserId(http)),
        2 => new("method", http.Request.Method),
        3 => new("path", http.Request.PathBase + http.Request.Path),
        _ => throw new ArgumentOutOfRangeException(nameof(index)),
    };

    public static string? UserId(HttpContext http) => http.User.FindFirst("sub")?.Value;

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator()
    {
        for (var index = 0; index < Count; index++) yield return this[index];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override string ToString() => http.TraceIdentifier;
}
