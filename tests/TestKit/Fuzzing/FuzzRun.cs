using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace TestKit.Fuzzing;

/// <summary>Sends requests to every route of an app, the same in every run, and judges the answers. Other requests come with another number in
/// the environment variable FUZZ_SEED.</summary>
public sealed class FuzzRun(Uri address, FuzzedRequests requests, IReadOnlyCollection<string> redirects)
{
    private static readonly ulong Seed =
        ulong.TryParse(Environment.GetEnvironmentVariable("FUZZ_SEED"), NumberStyles.None, CultureInfo.InvariantCulture, out var seed) ? seed : 20260101;

    /// <summary>What was wrong, each with the request that shows it.</summary>
    public List<string> Findings { get; } = [];

    /// <summary>How often each status was the answer.</summary>
    public SortedDictionary<int, int> Statuses { get; } = [];

    /// <summary>A client that sends whatever a header holds.</summary>
    public static HttpClient NewClient(SocketsHttpHandler handler)
    {
        handler.RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8;
        return new HttpClient(handler);
    }

    /// <param name="route">Where to.</param>
    /// <param name="count">How many.</param>
    /// <param name="http">Sends them, and follows no redirect.</param>
    /// <param name="prepare">Changes a request before it goes out.</param>
    public async Task SendAsync(FuzzedRoute route, int count, HttpClient http, Action<HttpRequestMessage>? prepare = null)
    {
        // The seed is the route's own, so that a new route leaves the requests to the others as they were.
        var own = route.Template.Aggregate(Seed, (sum, character) => (sum * 31) + character);
        foreach (var request in requests.To(route).Sample(20, new Rnd(own, (own << 1) | 1), count))
        {
            using var message = request.ToMessage(address);
            prepare?.Invoke(message);
            if (await JudgeAsync(http, message, IsTooLong(request)) is { } finding) Findings.Add($"FUZZ_SEED={Seed} {route.Template}: {finding}\n  {request}");
        }
    }

    private async Task<string?> JudgeAsync(HttpClient http, HttpRequestMessage message, bool mayBeCutOff)
    {
        try
        {
            using var answer = await http.SendAsync(message);
            Statuses[(int)answer.StatusCode] = Statuses.GetValueOrDefault((int)answer.StatusCode) + 1;
            return Judge(answer, await answer.Content.ReadAsStringAsync());
        }
        catch (HttpRequestException failure)
        {
            return mayBeCutOff ? null : $"no answer: {failure.GetBaseException().Message}";
        }
    }

    /// <summary>A server need not read the rest of it: it answers and closes, and that answer may be lost on the way.</summary>
    private static bool IsTooLong(FuzzedRequest request) =>
        request.Path.Length + request.Query.Length > 8 * 1024 || request.Headers.Sum(header => header.Value.Length) > 16 * 1024 || request.Body?.Length > 32 * 1024;

    private string? Judge(HttpResponseMessage answer, string body)
    {
        if ((int)answer.StatusCode >= 500) return $"{(int)answer.StatusCode}";
        if (answer.Content.Headers.ContentType?.MediaType == "text/html" && body.Contains(FuzzedRequests.Markup, StringComparison.OrdinalIgnoreCase)) return "markup came back";
        if (body.Contains("\n   at ", StringComparison.Ordinal)) return "a stack trace";
        if (answer.Headers.Contains("X-Fuzz") || answer.Content.Headers.Contains("X-Fuzz")) return "a header came back";
        if (body.Length > 0 && !(answer.Headers.TryGetValues("X-Content-Type-Options", out var sniff) && sniff.Contains("nosniff"))) return "a body without nosniff";
        return answer.Headers.Location is { } location && !IsOurs(location) ? $"a redirect to {location}" : null;
    }

    private bool IsOurs(Uri location)
    {
        var target = new Uri(address, location);
        return target.GetLeftPart(UriPartial.Authority) == address.GetLeftPart(UriPartial.Authority)
            || redirects.Contains(target.GetLeftPart(UriPartial.Path), StringComparer.Ordinal);
    }
}
