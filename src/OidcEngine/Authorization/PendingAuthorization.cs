using OidcEngine.Clients;

namespace OidcEngine.Authorization;

/// <summary>A checked authorization request that waits for a person, as the host's pages show it.</summary>
public sealed record PendingAuthorization
{
    /// <summary>The client that asks.</summary>
    public required Client Client { get; init; }

    /// <summary>What the page's content security policy must name in <c>form-action</c>, since browsers apply it to the redirect after the
    /// form: the origin of the redirect URI, or its scheme when that is a private one.</summary>
    public required string RedirectOrigin { get; init; }

    /// <summary>Where the page redirects to when it is done.</summary>
    public required string ReturnUrl { get; init; }

    /// <summary>The scopes asked for, in the order of the request.</summary>
    public required IReadOnlyList<RequestedScope> Scopes { get; init; }

    /// <summary>Claims of the person that are asked for one by one and that no scope of the request gives (OIDC Core §5.5).</summary>
    public IReadOnlyList<RequestedClaim> Claims { get; init; } = [];

    /// <summary>The acceptable values of <c>acr</c>, the preferred first; empty when any sign-in does.</summary>
    public IReadOnlyList<string> AcrValues { get; init; } = [];

    /// <summary>Whether the client takes nothing weaker (OIDC Core §5.5.1.1).</summary>
    public bool IsAcrEssential { get; init; }

    /// <summary><c>max_age</c>: how old the sign-in may be; null when it was not asked for.</summary>
    public TimeSpan? MaxAge { get; init; }

    /// <summary>True when this client's requests ask for consent however often it was given: nothing proves that the next one comes from the
    /// same client (RFC 8252 §8.6).</summary>
    public bool AskedEveryTime { get; init; }

    /// <summary><c>login_hint</c>: what the client believes the person signs in by.</summary>
    public string? LoginHint { get; init; }

    /// <summary><c>ui_locales</c>: BCP 47 tags in the order of preference.</summary>
    public IReadOnlyList<string> UiLocales { get; init; } = [];

    /// <summary>The values of <c>prompt</c>.</summary>
    public IReadOnlyList<string> Prompts { get; init; } = [];

    internal static PendingAuthorization Describe(AuthorizationRequest request, string returnUrl, IReadOnlySet<string>? remembered) => new()
    {
        Client = request.Client,
        RedirectOrigin = Authorization.RedirectOrigin.Of(request.RedirectUri),
        ReturnUrl = returnUrl,
        Scopes = [.. request.Scopes.Scopes.Select(scope => Requested(request, scope, remembered))],
        Claims = [.. ConsentRule.ClaimsOf(request).Select(name => Requested(name, remembered))],
        AskedEveryTime = ConsentRule.IsUnproven(request),
        AcrValues = request.Acr.Values,
        IsAcrEssential = request.Acr.IsEssential,
        MaxAge = request.MaxAge,
        LoginHint = request.LoginHint,
        UiLocales = request.UiLocales,
        Prompts = request.Parameters["prompt"]?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [],
    };

    private static RequestedClaim Requested(string name, IReadOnlySet<string>? remembered)
    {
        var item = ConsentRule.ItemOf(name);
        return new RequestedClaim(name, item, remembered?.Contains(item) ?? false);
    }

    private static RequestedScope Requested(AuthorizationRequest request, string name, IReadOnlySet<string>? remembered)
    {
        var owned = request.Surroundings.Catalog.FindScope(name);
        return new RequestedScope(
            name,
            owned?.Scope.Description,
            ConsentRule.IsRequired(request, name),
            owned?.Resource.Name,
            remembered?.Contains(name) ?? false);
    }
}

/// <summary>One scope that a client asks for.</summary>
/// <param name="Name">The <c>scope</c> value.</param>
/// <param name="Description">What it allows, in the words of the resource; null for the scopes of OpenID Connect, which the page
/// itself describes.</param>
/// <param name="Required">True when the person cannot deselect it.</param>
/// <param name="ResourceName">The resource that it belongs to; null for the scopes of OpenID Connect.</param>
/// <param name="AlreadyGranted">True when the person has agreed to it for this client before.</param>
public sealed record RequestedScope(string Name, string? Description, bool Required, string? ResourceName, bool AlreadyGranted);

/// <summary>One claim that a client asks for by its name.</summary>
/// <param name="Name">The claim, as OIDC Core §5.1 names it.</param>
/// <param name="Item">What the consent page sends back among the scopes when the person agrees to it.</param>
/// <param name="AlreadyGranted">True when the person has agreed to it for this client before.</param>
public sealed record RequestedClaim(string Name, string Item, bool AlreadyGranted);
