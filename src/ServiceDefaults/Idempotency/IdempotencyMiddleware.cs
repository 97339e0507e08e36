using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;
using ServiceDefaults.Problems;
using ServiceDefaults.Requests;

namespace ServiceDefaults.Idempotency;

/// <summary>Marks an endpoint that honours <c>Idempotency-Key</c>.</summary>
internal sealed record IdempotentEndpoint(bool AnswerHoldsSecret);

/// <summary>The same caller, path, key and body get the same answer. What failed with a 5xx was not kept and may be tried again.</summary>
internal sealed class IdempotencyMiddleware(RequestDelegate next)
{
    private const string Header = "Idempotency-Key";

    public Task InvokeAsync(HttpContext http, IIdempotencyStore store)
    {
        if (http.GetEndpoint()?.Metadata.GetMetadata<IdempotentEndpoint>() is not { } endpoint) return next(http);
        var keys = http.Request.Headers[Header];
        if (keys.Count == 0) return next(http);
        return IsKey(keys)
            ? AnswerOnceAsync(http, store, endpoint, keys.ToString())
            : ApiProblem.BadRequest("invalid_idempotency_key", $"{Header} must be one value of 1 to 255 visible ASCII characters.")
                .ExecuteAsync(http);
    }

    private static bool IsKey(StringValues keys) =>
        keys.Count == 1 && keys[0] is { Length: >= 1 and <= 255 } key && key.All(letter => letter is > ' ' and < '\x7f');

    private async Task AnswerOnceAsync(HttpContext http, IIdempotencyStore store, IdempotentEndpoint endpoint, string key)
    {
        var cancellationToken = http.RequestAborted;
        http.Request.EnableBuffering();
        var bodyHash = await SHA256.HashDataAsync(http.Request.Body, cancellationToken);
        http.Request.Body.Position = 0;

        var path = http.Request.PathBase + http.Request.Path;
        var outcome = await store.BeginAsync(new IdempotentRequest(Caller(http), http.Request.Method, path, key, bodyHash), cancellationToken);
        await (outcome switch
        {
            IdempotencyOutcome.First first => RunAsync(http, first.Work, endpoint),
            IdempotencyOutcome.Answered answered => ReplayAsync(http.Response, answered.Answer, cancellationToken),
            IdempotencyOutcome.StillRunning => ApiProblem
                .Conflict("request_in_progress", $"The first request with this {Header} is still running: wait for its answer.").ExecuteAsync(http),
            _ => new ApiProblem(StatusCodes.Status422UnprocessableEntity, "idempotency_key_reused",
                $"This {Header} was used for another request: take a new one.").ExecuteAsync(http),
        });
    }

    private async Task RunAsync(HttpContext http, IIdempotentWork work, IdempotentEndpoint endpoint)
    {
        await using var _ = work;
        using var buffer = new MemoryStream();
        var original = http.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        http.Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(buffer));
        try
        {
            await next(http);
            await http.Response.CompleteAsync();
        }
        finally
        {
            http.Features.Set(original);
        }

        var response = http.Response;
        if (response.StatusCode < StatusCodes.Status500InternalServerError)
            await work.CommitAsync(
                new IdempotentAnswer(response.StatusCode, response.ContentType, response.Headers.Location, response.Headers.ETag,
                    buffer.ToArray(), endpoint.AnswerHoldsSecret),
                CancellationToken.None); // the work is done: a caller who hangs up now must find its answer later
        if (buffer.Length > 0) // an empty write would begin the answer, which may still get a body
            await response.Body.WriteAsync(buffer.GetBuffer().AsMemory(0, (int)buffer.Length), http.RequestAborted);
    }

    private static async Task ReplayAsync(HttpResponse response, IdempotentAnswer answer, CancellationToken cancellationToken)
    {
        response.StatusCode = answer.Status;
        response.ContentType = answer.ContentType;
        if (answer.Location is not null) response.Headers.Location = answer.Location;
        if (answer.ETag is not null) response.Headers.ETag = answer.ETag;
        response.Headers["Idempotency-Replayed"] = "true";
        await response.Body.WriteAsync(answer.Body, cancellationToken);
    }

    // Without a token the network tells callers apart.
    private static string Caller(HttpContext http) =>
        http.User.FindFirst("sub")?.Value is { } subject ? $"user:{subject}"
        : http.User.FindFirst("client_id")?.Value is { } client ? $"client:{client}"
        : $"network:{ClientAddress.NetworkOf(http)}";
}
