using System.Security.Claims;
using UserApi.Contracts.Sessions;
using UserDirectory.Sessions;

namespace UserApi.SessionAdministration;

/// <summary>Between the directory's sessions and the API's.</summary>
internal static class SessionMapping
{
    /// <param name="session">What is shown.</param>
    /// <param name="caller">To whom: their token names the session that it hangs from.</param>
    public static SessionResource ToResource(OpenSession session, ClaimsPrincipal caller) => new()
    {
        Id = session.Id,
        UserId = session.UserId,
        Username = session.UserName,
        CreatedAt = session.CreatedAt,
        LastSeenAt = session.LastSeenAt,
        ExpiresAt = session.ExpiresAt,
        AuthTime = session.AuthTime,
        Amr = session.Amr,
        IpAddress = session.IpAddress,
        UserAgent = session.UserAgent,
        Apps = [.. session.Apps.Select(app => new SessionApp { ClientId = app.ClientId, Name = app.Name })],
        Current = caller.FindFirst("sid")?.Value == session.Id.ToString(),
    };
}
