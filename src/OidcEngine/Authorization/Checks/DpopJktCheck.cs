using System.Buffers.Text;
using System.Security.Cryptography;
using OidcEngine.Errors;

namespace OidcEngine.Authorization.Checks;

/// <summary><c>dpop_jkt</c>, RFC 9449 §10: the thumbprint of the key that will redeem the code. It is kept with the code.</summary>
internal static class DpopJktCheck
{
    private static readonly int Length = Base64Url.GetEncodedLength(SHA256.HashSizeInBytes);

    public static OAuthError? Apply(AuthorizationRequest request)
    {
        request.DpopJkt = request.Parameters["dpop_jkt"];
        if (request.DpopJkt is not { } thumbprint) return null;
        if (thumbprint.Length == Length && Base64Url.IsValid(thumbprint)) return null;
        return OAuthError.InvalidRequest("dpop_jkt is no JWK thumbprint with SHA-256.") with
        {
            Reason = new RefusalReason("dpop-jkt", "RFC 9449 §10", "Send the key's RFC 7638 thumbprint: 43 characters of base64url.")
            {
                Received = thumbprint,
            },
        };
    }
}
