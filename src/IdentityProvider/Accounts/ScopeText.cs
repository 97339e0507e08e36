using IdentityProvider.Localisation;
using Microsoft.Extensions.Localization;

namespace IdentityProvider.Accounts;

/// <summary>What a scope allows, in words: our own for those of OpenID Connect (OIDC Core §5.4), the resource's for its own.</summary>
internal sealed class ScopeText(IStringLocalizer<PageText> text)
{
    /// <summary>What an app learns by a claim that it asks for by its name (OIDC Core §5.5).</summary>
    public string DescribeClaim(string name)
    {
        var known = text[$"Claim.{name}"];
        return known.ResourceNotFound ? name : known.Value;
    }

    public string Describe(string name, string? description)
    {
        var known = text[$"Scope.{name}"];
        return known.ResourceNotFound ? description ?? name : known.Value;
    }
}
