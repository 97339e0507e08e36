using System.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace UserDirectory.Audit;

/// <summary>Who acts in the request of now, for what is recorded behind ports that do not say it.</summary>
public sealed class CurrentActor(IHttpContextAccessor accessor)
{
    /// <summary>The actor of the current request; <see cref="Actor.System"/> outside of one.</summary>
    public Actor Get()
    {
        if (accessor.HttpContext is not { } http)
            return Actor.System;
        var subject = http.User.FindFirst("sub")?.Value;
        return new(
            Guid.TryParse(subject, out var userId) ? userId : null,
            http.User.FindFirst("client_id")?.Value,
            http.Connection.RemoteIpAddress?.ToString(),
            http.Request.Headers.UserAgent.ToString() is { Length: > 0 } agent ? agent : null,
            Activity.Current?.TraceId.ToString());
    }
}
