using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OidcEngine.Errors;
using OidcEngine.Refusals;

namespace OidcEngine.Http;

/// <summary>Hands each refused request to the host, once, with what may be shown of it. Every result that carries an error calls it.</summary>
internal sealed class RefusalRecorder(
    TimeProvider time, ILogger<RefusalRecorder> logger, ISupportCodes? codes = null, IRefusalSink? sink = null)
{
    /// <summary>By which a client's developer names the request; a person sees the code on the error page.</summary>
    private const string Header = "X-Support-Code";

    /// <summary>Records the refusal and names it in a header of the response.</summary>
    public static void Announce(HttpContext http, OAuthError error) =>
        http.Response.Headers[Header] = http.RequestServices.GetRequiredService<RefusalRecorder>().Record(http, error);

    /// <summary>Records the refusal.</summary>
    /// <returns>The support code of the request.</returns>
    public string Record(HttpContext http, OAuthError error)
    {
        var code = codes?.Of(http) ?? Activity.Current?.TraceId.ToHexString() ?? http.TraceIdentifier;
        var received = ReceivedRequest.Of(http);
        if (received.IsRecorded || EverydayAnswers.Include(error)) return code;

        received.IsRecorded = true;
        var endpoint = http.GetEndpoint() is RouteEndpoint { RoutePattern.RawText: { } pattern } ? pattern : http.Request.Path.Value ?? "";
        logger.Refused(code, endpoint, error.Code, error.Reason?.Rule);
        sink?.Take(new RefusedRequest
        {
            SupportCode = code,
            Endpoint = endpoint,
            OccurredAt = time.GetUtcNow(),
            ClientId = (received.ClientId ?? received.Parameters?["client_id"]) is { } clientId ? ShownText.Of(clientId) : null,
            Error = error with { Reason = Bounded(error.Reason) },
            Parameters = ShownParameters.Of(received.Parameters),
        });
        return code;
    }

    private static RefusalReason? Bounded(RefusalReason? reason) =>
        reason?.Received is { } text ? reason with { Received = ShownText.Of(text) } : reason;
}
