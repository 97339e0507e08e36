using FsCheck;
using FsCheck.Fluent;
using OidcEngine.Scopes;
using OidcEngine.Tests.Host;
using TestKit.Properties;

namespace OidcEngine.Tests.Scopes;

/// <summary>What holds for every scope that a client may ask for: RFC 6749 §3.3, RFC 8707 §2, RFC 9068 §3.</summary>
public sealed class ScopePropertyTests
{
    private static readonly Gen<string[]> Tokens = Gen.ArrayOf(Gen.Elements(
        "openid", "profile", "email", "phone", "address", "offline_access", "api.base", "api.read", "api.write", "files.read", "unknown", "OPENID", "api.read\u200b"));

    private static readonly Gen<string[]> Resources = Gen.OneOf(
        Gen.Constant(Array.Empty<string>()), Gen.ArrayOf(Gen.Elements(TestResources.Api, TestResources.Files, TestResources.Api + "/", "https://unknown.example")));

    private static readonly Gen<(string[] Scopes, string[] Resources)> Requests = from scopes in Tokens from resources in Resources select (scopes, resources);

    [Fact]
    public void What_is_granted_is_what_was_asked_for_each_once_and_in_its_order() => Always.Holds(Requests, request =>
        Resolve(request) is not { } granted || granted.Scopes.SequenceEqual(request.Scopes.Distinct()), 6000);

    [Fact]
    public void Nothing_is_granted_that_the_client_is_not_registered_for() => Always.Holds(Requests, request =>
        Resolve(request) is not { } granted || granted.Scopes.All(TestClients.FirstParty.Scopes.Contains), 6000);

    [Fact]
    public void A_token_is_for_the_resources_of_its_scopes_and_of_the_request() => Always.Holds(Requests, request =>
    {
        if (Resolve(request) is not { } granted) return true;
        var owners = granted.Scopes.Where(scope => !IdentityScopes.Contains(scope))
            .Select(scope => TestResources.Catalog.FindScope(scope)!.Value.Resource.Resource).ToHashSet();
        return request.Resources.Length > 0
            ? granted.Resources.SequenceEqual(request.Resources) && owners.IsSubsetOf(request.Resources)
            : owners.Count <= 1 && owners.SetEquals(granted.Resources);
    }, 6000);

    [Fact]
    public void The_order_decides_nothing() => Always.Holds(
        from request in Requests
        from shuffled in Gen.Shuffle(request.Scopes)
        select (request, shuffled),
        pair => Resolve(pair.request)?.Scopes.ToHashSet() is var granted
            && Resolve((pair.shuffled, pair.request.Resources))?.Scopes.ToHashSet() is var other
            && (granted is null ? other is null : other is not null && granted.SetEquals(other)), 4000);

    [Fact]
    public void A_text_that_is_no_scope_is_refused() => Always.Holds(Hostile.Changed("openid api.read"), text =>
        !ScopeResolution.Split(text).TryGet(out var scopes, out _) || string.Join(' ', scopes).All(character => character is >= ' ' and <= '~' and not '"' and not '\\'), 6000);

    [Fact]
    public void A_client_of_its_own_never_gets_what_concerns_a_person() => Always.Holds(Requests, request =>
        !ScopeResolution.ResolveForClient(TestClients.FirstParty, request.Scopes.Length == 0 ? null : string.Join(' ', request.Scopes), request.Resources, TestResources.Catalog)
            .TryGet(out var granted, out _) || !granted.Scopes.Any(IdentityScopes.Contains), 4000);

    private static GrantedScopes? Resolve((string[] Scopes, string[] Resources) request) =>
        ScopeResolution.Resolve(TestClients.FirstParty, string.Join(' ', request.Scopes), request.Resources, TestResources.Catalog).TryGet(out var granted, out _)
            ? granted
            : null;
}
