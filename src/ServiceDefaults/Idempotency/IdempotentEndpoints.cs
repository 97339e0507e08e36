using Microsoft.AspNetCore.Builder;

namespace ServiceDefaults.Idempotency;

public static class IdempotentEndpoints
{
    /// <summary>Lets callers repeat this request safely, by sending an <c>Idempotency-Key</c>.</summary>
    /// <param name="endpoints">What creates something.</param>
    /// <param name="answerHoldsSecret">The answer shows a secret, so it is kept encrypted and briefly.</param>
    public static TBuilder Idempotent<TBuilder>(this TBuilder endpoints, bool answerHoldsSecret = false)
        where TBuilder : IEndpointConventionBuilder
    {
        endpoints.Add(endpoint => endpoint.Metadata.Add(new IdempotentEndpoint(answerHoldsSecret)));
        return endpoints;
    }

    /// <summary>Serves <see cref="Idempotent"/>. It belongs after authorization, and needs an <see cref="IIdempotencyStore"/>.</summary>
    public static IApplicationBuilder UseIdempotency(this IApplicationBuilder app) => app.UseMiddleware<IdempotencyMiddleware>();
}
