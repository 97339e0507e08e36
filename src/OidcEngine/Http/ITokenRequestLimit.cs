using Microsoft.AspNetCore.Http;
using OidcEngine.Clients;

namespace OidcEngine.Http;

/// <summary>How often a client may ask for tokens: a port that a host may leave out. It is asked after the client is authenticated, so that
/// nobody uses up the budget of a client whose secret they do not have.</summary>
public interface ITokenRequestLimit
{
    /// <summary>Counts a request.</summary>
    /// <returns>How long the client is to wait; null says that it may go on.</returns>
    ValueTask<TimeSpan?> RefuseAsync(HttpContext http, Client client);
}
