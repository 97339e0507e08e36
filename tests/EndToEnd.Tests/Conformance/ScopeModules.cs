using System.Text.Json;
using System.Text.Json.Nodes;

namespace EndToEnd.Tests.Conformance;

/// <summary>Modules on what a client learns of a person: OIDC Core §5.4 and §5.5.</summary>
internal static class ScopeModules
{
    private static readonly Dictionary<string, string[]> Claims = new()
    {
        ["profile"] = ["name", "given_name", "family_name", "preferred_username", "birthdate", "zoneinfo", "locale", "updated_at"],
        ["email"] = ["email", "email_verified"],
        ["phone"] = ["phone_number", "phone_number_verified"],
        ["address"] = ["address"],
    };

    private static readonly Condition NameIsThere = new("EnsureUserInfoContainsName",
        () => Faults.Ignores("claims"));

    private static readonly Condition NameIsNotInToken = new("EnsureIdTokenDoesNotContainName",
        () => Faults.Claims(claims => claims["name"] = "Alice Archer"));

    public static readonly Module[] All =
    [
        Scope("oidcc-scope-profile", "openid profile", "profile"),
        Scope("oidcc-scope-email", "openid email", "email"),
        Scope("oidcc-scope-address", "openid address", "address"),
        Scope("oidcc-scope-phone", "openid phone", "phone"),
        Scope("oidcc-scope-all", "openid profile email address phone", [.. Claims.Keys]),
        Scope("oidcc-ensure-other-scope-order-succeeds", "email openid", "email"),
        new("oidcc-claims-essential", AskForNameAsync, NameIsThere, NameIsNotInToken),
    ];

    private static async Task AskForNameAsync(ModuleRun run)
    {
        var (flow, person) = await BasicFlow.CompleteAsync(run, run.NewRequest(("claims", """{"userinfo":{"name":{"essential":true}}}""")));
        run.Demand(NameIsThere, person.TryGetProperty("name", out _));
        run.Demand(NameIsNotInToken, !flow.IdToken.Claims.TryGetProperty("name", out _));
    }

    private static Module Scope(string name, string scope, params string[] groups)
    {
        var expected = groups.SelectMany(group => Claims[group]).ToArray();
        var returned = new Condition("VerifyScopesReturnedInUserInfoClaims",
            [.. expected.Select<string, Func<Fault>>(claim => () => Faults.Says(Faults.UserInfo, json => json.Remove(claim)))]);
        var typed = new Condition("ValidateUserInfoStandardClaims",
            [.. expected.Select<string, Func<Fault>>(claim => () => Faults.Says(Faults.UserInfo, json => json[claim] = new JsonArray()))]);
        var apart = new Condition("EnsureIdTokenDoesNotContainRequestedClaims",
            () => Faults.Claims(claims => claims[expected[0]] = "here too"));
        return new Module(name, PlayAsync, returned, typed, apart);

        async Task PlayAsync(ModuleRun run)
        {
            var (flow, person) = await BasicFlow.CompleteAsync(run, run.NewRequest(("scope", scope)));
            var missing = expected.Where(claim => !person.TryGetProperty(claim, out _)).ToArray();
            run.Demand(returned, missing.Length == 0, string.Join(' ', missing));
            var wrong = expected.Where(claim => person.GetProperty(claim).ValueKind != KindOf(claim)
                && !(KindOf(claim) == JsonValueKind.True && person.GetProperty(claim).ValueKind == JsonValueKind.False)).ToArray();
            run.Demand(typed, wrong.Length == 0, string.Join(' ', wrong));
            run.Demand(apart, !expected.Any(claim => flow.IdToken.Claims.TryGetProperty(claim, out _)));
        }
    }

    /// <summary>OIDC Core §5.1; a boolean is true or false.</summary>
    private static JsonValueKind KindOf(string claim) => claim switch
    {
        "email_verified" or "phone_number_verified" => JsonValueKind.True,
        "updated_at" => JsonValueKind.Number,
        "address" => JsonValueKind.Object,
        _ => JsonValueKind.String,
    };
}
