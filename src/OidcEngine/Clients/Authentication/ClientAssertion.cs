using Jose;
using OidcEngine.Http;

namespace OidcEngine.Clients.Authentication;

/// <summary>The parameters <c>client_assertion</c> and <c>client_assertion_type</c>, RFC 7521 §4.2 and RFC 7523 §2.2.</summary>
internal static class ClientAssertion
{
    public const string Type = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    public const int MaxLength = 8 * 1024;

    /// <summary>The assertion, and the client that it names as its <c>sub</c> (RFC 7523 §3): whether that is true is seen later. Null when
    /// neither parameter is there.</summary>
    public static ClientCredentials? Read(RequestParameters form)
    {
        var (type, assertion) = (form["client_assertion_type"], form["client_assertion"]);
        if (type is null && assertion is null) return null;
        return type == Type && assertion is not null && UnverifiedJwt.TryRead(assertion, MaxLength, out var jwt)
            ? new ClientCredentials(CredentialKind.Assertion, jwt.String("sub"), assertion)
            : ClientCredentials.Unreadable(CredentialKind.Assertion);
    }
}
