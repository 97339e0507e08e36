using System.Security.Claims;
using System.Text.Json;
using Jose;

namespace OidcClient.ApiAccess;

/// <summary>The caller, with the token's claims under the token's own names; <c>scope</c> is one claim for each scope, a list is
/// one claim for each entry.</summary>
internal static class AccessTokenPrincipal
{
    public static ClaimsPrincipal Create(Jwt token, string scheme)
    {
        var identity = new ClaimsIdentity(scheme, nameType: "sub", roleType: "roles");
        foreach (var member in token.Claims.EnumerateObject()) Add(identity, member.Name, member.Value);
        return new ClaimsPrincipal(identity);
    }

    private static void Add(ClaimsIdentity identity, string name, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.String when name == "scope":
                foreach (var scope in value.GetString()!.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                    identity.AddClaim(new Claim(name, scope));
                break;
            case JsonValueKind.String:
                identity.AddClaim(new Claim(name, value.GetString()!));
                break;
            case JsonValueKind.Array:
                foreach (var entry in value.EnumerateArray()) Add(identity, name, entry);
                break;
            case JsonValueKind.Number:
                identity.AddClaim(new Claim(name, value.GetRawText(), ClaimValueTypes.Double));
                break;
            case JsonValueKind.True or JsonValueKind.False:
                identity.AddClaim(new Claim(name, value.GetRawText(), ClaimValueTypes.Boolean));
                break;
            case JsonValueKind.Object:
                identity.AddClaim(new Claim(name, value.GetRawText(), "JSON"));
                break;
        }
    }
}
