using Jose;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace OidcClient.ApiAccess;

/// <summary>Reads from a request how it presents its access token.</summary>
internal static class PresentedRequest
{
    public static TokenPresentation Read(HttpRequest http, AccessCredentials.Token token, ApiAccessOptions options) => new()
    {
        AccessToken = token.Value,
        ByDPoP = token.ByDPoP,
        Proofs = http.Headers["DPoP"],
        Method = http.Method,
        Uris = [AddressOf(http, options)],
        Certificate = http.HttpContext.Connection.ClientCertificate,
    };

    /// <summary>The address as the caller wrote it: decoding and encoding it again could change it.</summary>
    private static string AddressOf(HttpRequest http, ApiAccessOptions options)
    {
        var origin = options.PublicOrigin ?? $"{http.Scheme}://{http.Host.ToUriComponent()}";
        var target = http.HttpContext.Features.Get<IHttpRequestFeature>()?.RawTarget;
        return origin + (target is ['/', ..] ? target : http.PathBase.Add(http.Path).ToUriComponent());
    }
}
