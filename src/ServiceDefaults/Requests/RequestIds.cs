using Microsoft.AspNetCore.Http;

namespace ServiceDefaults.Requests;

/// <summary>Every request has an id. A caller may bring one, if it can do no harm in a log.</summary>
internal static class RequestIds
{
    public const string Header = "X-Request-Id";

    public static string Choose(HttpRequest request, TimeProvider time)
    {
        var values = request.Headers[Header];
        return values.Count == 1 && IsHarmless(values[0]) ? values[0]! : Guid.CreateVersion7(time.GetUtcNow()).ToString("N");
    }

    private static bool IsHarmless(string? id) =>
        id is { Length: >= 1 and <= 128 } && id.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.');
}
