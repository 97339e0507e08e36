using System.Collections.Immutable;
using OidcEngine.Clients;

namespace OidcEngine.Tests.Host;

/// <summary>An authorization request that is right, to be made wrong in one point.</summary>
internal sealed record AuthorizeRequest(ImmutableList<KeyValuePair<string, string>> Parameters)
{
    /// <summary>RFC 7636 Appendix B.</summary>
    public const string Challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    public const string Verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

    public const string State = "af0ifjsldkj";

    public string Url => Endpoint + "?" + Query;

    public string Query => string.Join('&', Parameters.Select(pair => $"{pair.Key}={Uri.EscapeDataString(pair.Value)}"));

    private const string Endpoint = "/connect/authorize";

    public static AuthorizeRequest Of(Client client) => new(
    [
        new("client_id", client.ClientId),
        new("redirect_uri", client.RedirectUris[0]),
        new("response_type", "code"),
        new("scope", "openid profile"),
        new("state", State),
        new("nonce", "n-0S6_WzA2Mj"),
        new("code_challenge", Challenge),
        new("code_challenge_method", "S256"),
    ]);

    /// <summary>Replaces or adds the parameter.</summary>
    public AuthorizeRequest With(string name, string value) => Without(name).Adding(name, value);

    public AuthorizeRequest Without(string name) => new(Parameters.RemoveAll(pair => pair.Key == name));

    /// <summary>Adds the parameter, though it may be there already.</summary>
    public AuthorizeRequest Adding(string name, string value) => new(Parameters.Add(new(name, value)));
}
