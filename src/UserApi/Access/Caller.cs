using System.Diagnostics;
using System.Security.Claims;
using ServiceDefaults.Requests;
using UserDirectory.Audit;
using UserDirectory.Roles;

namespace UserApi.Access;

/// <summary>Whom an access token speaks for. A client that acts for itself has its own id as <c>sub</c> (RFC 9068 §2.2),
/// so such a token has no person.</summary>
/// <param name="UserId">The person; null for a client that acts for itself.</param>
/// <param name="ClientId">The client that holds the token.</param>
internal sealed record Caller(Guid? UserId, string ClientId)
{
    /// <summary>One text for each caller, to bind cursors to.</summary>
    public string Key => UserId is { } id ? $"user:{id:D}" : $"client:{ClientId}";

    /// <summary>Null for a caller without a token.</summary>
    public static Caller? Of(ClaimsPrincipal principal)
    {
        if (principal.FindFirst("client_id")?.Value is not { } clientId) return null;
        var subject = principal.FindFirst("sub")?.Value;
        return new Caller(subject != clientId && Guid.TryParseExact(subject, "D", out var id) ? id : null, clientId);
    }

    /// <summary>The person, at an endpoint that requires one.</summary>
    public static Guid PersonOf(HttpContext http) => Of(http.User)!.UserId!.Value;

    /// <summary>Who is recorded as having acted.</summary>
    public static Actor ActorOf(HttpContext http)
    {
        var caller = Of(http.User);
        var userAgent = http.Request.Headers.UserAgent.ToString();
        return new Actor(
            caller?.UserId, caller?.ClientId, ClientAddress.Of(http), userAgent.Length > 0 ? userAgent : null,
            Activity.Current?.TraceId.ToHexString() ?? http.TraceIdentifier);
    }

    /// <summary>A person's permissions come from the person's roles, whatever the client; a client's own roles count when it
    /// acts for itself.</summary>
    public ValueTask<IReadOnlySet<string>> PermissionsAsync(PermissionLookup permissions, CancellationToken cancellationToken) =>
        UserId is { } userId ? permissions.OfUserAsync(userId, cancellationToken) : permissions.OfClientAsync(ClientId, cancellationToken);
}
