using Microsoft.AspNetCore.Http;

namespace OidcEngine.Http;

/// <summary>How often clients may be registered from one place: a port that a host may leave out.</summary>
public interface IRegistrationLimit
{
    /// <summary>Counts a request.</summary>
    /// <returns>How long the caller is to wait; null says that it may go on.</returns>
    ValueTask<TimeSpan?> RefuseAsync(HttpContext http);
}
