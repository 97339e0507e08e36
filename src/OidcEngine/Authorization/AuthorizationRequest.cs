using OidcEngine.Clients;
using OidcEngine.Http;
using OidcEngine.RequestObjects;
using OidcEngine.Scopes;
using OidcEngine.Sessions;

namespace OidcEngine.Authorization;

/// <summary>An authorization request (OIDC Core §3.1.2.1) while the checks walk over it. Each check reads the parameters and
/// writes down what it has proven; after the last row of the table everything below is what the client may rely on.</summary>
internal sealed class AuthorizationRequest(RequestParameters parameters, RequestOrigin origin, RequestSurroundings surroundings)
{
    private Client? _client;
    private string? _redirectUri;

    /// <summary>What was received.</summary>
    public RequestParameters Parameters => parameters;

    /// <summary>How it came.</summary>
    public RequestOrigin Origin => origin;

    /// <summary>What the checks compare with.</summary>
    public RequestSurroundings Surroundings => surroundings;

    /// <summary>True once client and redirect URI are proven: from then on errors go to the client.</summary>
    public bool IsRedirectable => _redirectUri is not null;

    /// <summary>The registered client that asks.</summary>
    public Client Client
    {
        get => _client ?? throw new InvalidOperationException("The client is not proven.");
        set => _client = value;
    }

    /// <summary>Where the response goes.</summary>
    public string RedirectUri
    {
        get => _redirectUri ?? throw new InvalidOperationException("The redirect URI is not proven.");
        set => _redirectUri = value;
    }

    /// <summary>How the response goes there.</summary>
    public ResponseMode ResponseMode { get; set; }

    /// <summary><c>state</c>, given back byte for byte; null when it came twice, as neither is then the client's.</summary>
    public string? State => parameters.IsDoubled("state") ? null : parameters["state"];

    /// <summary>The scopes asked for and the resources they belong to.</summary>
    public GrantedScopes Scopes { get; set; } = new([], []);

    /// <summary><c>code_challenge</c>, of method S256; null when the client is allowed none.</summary>
    public string? CodeChallenge { get; set; }

    /// <summary><c>dpop_jkt</c>, RFC 9449 §10: the key that the code is bound to; null when the client names none.</summary>
    public string? DpopJkt { get; set; }

    /// <summary><c>nonce</c>.</summary>
    public string? Nonce { get; set; }

    /// <summary><c>prompt</c>.</summary>
    public Prompts Prompts { get; set; }

    /// <summary><c>max_age</c>, or else the client's <c>default_max_age</c>.</summary>
    public TimeSpan? MaxAge { get; set; }

    /// <summary><c>ui_locales</c> in the order of preference.</summary>
    public IReadOnlyList<string> UiLocales { get; set; } = [];

    /// <summary><c>login_hint</c>.</summary>
    public string? LoginHint { get; set; }

    /// <summary><c>claims</c>; null when it is absent.</summary>
    public RequestedClaims? RequestedClaims { get; set; }

    /// <summary>How strongly the person is to be authenticated.</summary>
    public AcrDemand Acr { get; set; } = AcrDemand.None;

    /// <summary>The person whom <c>id_token_hint</c> names, or <c>sub</c> in <c>claims</c>.</summary>
    public string? HintedSubject { get; set; }
}

/// <summary>What the checks compare a request with. It is read before the first check, so that every check is a plain function.</summary>
/// <param name="FoundClient">The enabled client under the request's <c>client_id</c>.</param>
/// <param name="Catalog">The protected resources.</param>
/// <param name="Hint">What the request's <c>id_token_hint</c> says, if it is one of ours.</param>
internal sealed record RequestSurroundings(Client? FoundClient, ResourceCatalog Catalog, IdTokenHint? Hint)
{
    /// <summary>True when this server takes pushed requests alone.</summary>
    public bool RequirePushed { get; init; }

    /// <summary>The levels of sign-in that this server offers, the weakest first.</summary>
    public IReadOnlyList<string> AcrValues { get; init; } = [];

    /// <summary>True when people can make themselves an account here.</summary>
    public bool OffersRegistration { get; init; }

    /// <summary>True when this server takes signed requests alone.</summary>
    public bool RequireSigned { get; init; }
}
