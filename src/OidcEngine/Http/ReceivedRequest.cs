using Microsoft.AspNetCore.Http;

namespace OidcEngine.Http;

/// <summary>What was read of a request so far. It goes with the request, in case that this is refused.</summary>
internal sealed class ReceivedRequest
{
    /// <summary>The parameters of its body, or else of its query, or those that they stand for.</summary>
    public RequestParameters? Parameters { get; private set; }

    /// <summary>The client that it names, proven or not.</summary>
    public string? ClientId { get; private set; }

    /// <summary>True once somebody took note of the refusal.</summary>
    public bool IsRecorded { get; set; }

    public static ReceivedRequest Of(HttpContext http)
    {
        if (http.Features.Get<ReceivedRequest>() is { } received) return received;
        received = new ReceivedRequest();
        http.Features.Set(received);
        return received;
    }

    /// <summary>Keeps the parameters; of an endpoint that reads body and query, those that it read first.</summary>
    public void Note(RequestParameters parameters) => Parameters ??= parameters;

    /// <summary>Puts parameters in the place of those that only stand for them, such as the handle of a waiting request.</summary>
    public void Replace(RequestParameters parameters) => Parameters = parameters;

    public void Name(string? clientId) => ClientId = clientId ?? ClientId;
}
