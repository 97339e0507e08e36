using IdentityProvider.Localisation;
using Microsoft.Extensions.Localization;
using OidcEngine.Scopes;

namespace IdentityProvider.Accounts;

/// <summary>What a scope allows, in words: our own for those of OpenID Connect (OIDC Core §5.4), the resource's for its own.</summary>
internal sealed class ScopeText(IResourceStore resources, IStringLocalizer<PageText> text)
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

    /// <summary>Each of these scopes in words; one that no resource has any more by its name.</summary>
    public async Task<IReadOnlyList<string>> DescribeAsync(IEnumerable<string> names, CancellationToken cancellationToken)
    {
        var catalog = await resources.GetAsync(cancellationToken);
        return [.. names.Select(name => Describe(name, catalog.FindScope(name)?.Scope.Description))];
    }
}
