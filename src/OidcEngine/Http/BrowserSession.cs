using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using OidcEngine.Sessions;

namespace OidcEngine.Http;

/// <summary>The session behind the host's cookie: the scheme that the options name, or the host's default one.</summary>
internal sealed class BrowserSession(IOptions<OidcEngineOptions> options)
{
    /// <summary>The session, or null when nobody is signed in. One lookup of the host's ticket.</summary>
    public async Task<EndUserSession?> FindAsync(HttpContext http)
    {
        var authentication = await http.AuthenticateAsync(options.Value.SessionScheme);
        return EndUser.From(authentication.Principal);
    }

    /// <summary>Takes the cookie away.</summary>
    public Task SignOutAsync(HttpContext http) => http.SignOutAsync(options.Value.SessionScheme);
}
