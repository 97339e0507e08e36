using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Logging;

namespace OidcClient.SignIn;

/// <summary>The session as the value of one cookie. Browsers drop a cookie above 4096 octets with its name and attributes
/// (RFC 6265 §6.1), so a session that does not fit goes without its id_token.</summary>
internal sealed class SessionCookieFormat(IDataProtector protector, ILogger logger) : ISecureDataFormat<AuthenticationTicket>
{
    public const int MaxLength = 3900;

    private static readonly SessionSerializer Serializer = new();

    private readonly SecureDataFormat<AuthenticationTicket> _format = new(Serializer, protector);

    public string Protect(AuthenticationTicket data) => Protect(data, null);

    public string Protect(AuthenticationTicket data, string? purpose)
    {
        var cookie = _format.Protect(data, purpose);
        if (cookie.Length <= MaxLength) return cookie;

        logger.IdTokenLeftOut();
        var properties = data.Properties.Clone();
        properties.StoreTokens(data.Properties.GetTokens().Where(token => token.Name != OidcSignInDefaults.IdToken));
        cookie = _format.Protect(new AuthenticationTicket(data.Principal, properties, data.AuthenticationScheme), purpose);
        return cookie.Length <= MaxLength
            ? cookie
            : throw new InvalidOperationException(
                $"The session needs {cookie.Length} octets and a cookie holds {MaxLength}: the access token is too large.");
    }

    public AuthenticationTicket? Unprotect(string? protectedText) => Unprotect(protectedText, null);

    public AuthenticationTicket? Unprotect(string? protectedText, string? purpose) => _format.Unprotect(protectedText, purpose);
}
