using Microsoft.AspNetCore.Authentication.JwtBearer;

namespace Api;

/// <summary>What callers without a good token are told, beyond what the package says by itself.</summary>
internal sealed class BearerAnswers : JwtBearerEvents
{
    /// <summary>While the provider is away no token can be verified, which is not the caller's fault: 503 instead of 401.</summary>
    public override async Task Challenge(JwtBearerChallengeContext context)
    {
        if (context.AuthenticateFailure is null || await IsProviderKnownAsync(context)) return;
        context.HandleResponse();
        context.Response.Headers.RetryAfter = "10";
        await TypedResults
            .Problem($"The provider {context.Options.Authority} does not answer. Is it running?", statusCode: StatusCodes.Status503ServiceUnavailable)
            .ExecuteAsync(context.HttpContext);
    }

    /// <summary>RFC 6750 §3.1: a token without the scope is told so.</summary>
    public override Task Forbidden(ForbiddenContext context)
    {
        context.Response.Headers.WWWAuthenticate = "Bearer error=\"insufficient_scope\"";
        return Task.CompletedTask;
    }

    private static async Task<bool> IsProviderKnownAsync(JwtBearerChallengeContext context)
    {
        try
        {
            await context.Options.ConfigurationManager!.GetConfigurationAsync(context.HttpContext.RequestAborted);
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
