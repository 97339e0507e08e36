using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace OidcClient.SignIn;

/// <summary>How the app authenticates to the provider.</summary>
internal static class ClientCredentials
{
    /// <summary>RFC 6749 §2.3.1: id and secret are form-encoded before they are joined.</summary>
    public static AuthenticationHeaderValue Basic(OidcSignInOptions options)
    {
        var pair = $"{WebUtility.UrlEncode(options.ClientId)}:{WebUtility.UrlEncode(options.ClientSecret)}";
        return new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(pair)));
    }
}
