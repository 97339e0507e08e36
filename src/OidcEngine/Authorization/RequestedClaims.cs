using System.Text;
using System.Text.Json;
using Jose;
using OidcEngine.Errors;

namespace OidcEngine.Authorization;

/// <summary>The <c>claims</c> parameter, OIDC Core §5.5: what is asked for at userinfo and in the id_token, one by one.</summary>
/// <param name="UserInfo">The names in the member <c>userinfo</c>.</param>
/// <param name="IdToken">The names in the member <c>id_token</c>.</param>
/// <param name="Subject">The person that <c>sub</c> asks for by its value (§3.1.2.2), or null.</param>
/// <param name="Acr">What <c>acr</c> asks for (§5.5.1.1), or null.</param>
internal sealed record RequestedClaims(
    IReadOnlyList<string> UserInfo, IReadOnlyList<string> IdToken, string? Subject, AcrDemand? Acr)
{
    private const int MaxLength = 8 * 1024;
    private static readonly OAuthError Malformed = OAuthError.InvalidRequest("claims is not a JSON object as OpenID Connect defines it.") with
    {
        Reason = new("claims", "OIDC Core §5.5", "Send a JSON object with userinfo and id_token, whose members are null or objects."),
    };

    /// <summary>Reads the parameter. Members that mean nothing here are passed over (§5.5); what cannot be what the specification says
    /// is refused, as its sender would wait in vain for what it asked for.</summary>
    public static Result<RequestedClaims> Parse(string text)
    {
        if (text.Length > MaxLength || !StrictJson.TryParseObject(Encoding.UTF8.GetBytes(text), out var json)) return Malformed;
        if (!TryMember(json, "userinfo", out var userInfo) || !TryMember(json, "id_token", out var idToken)) return Malformed;
        if (!TrySubject(userInfo, out var subject) || !TrySubject(idToken, out var subjectOfToken)) return Malformed;
        if (subject is not null && subjectOfToken is not null && subject != subjectOfToken) return Malformed; // one person, not two
        if (!TryAcr(idToken, out var acr)) return Malformed;

        return new RequestedClaims(Names(userInfo), Names(idToken), subjectOfToken ?? subject, acr);
    }

    /// <summary>A member of the parameter: an object whose members are null or objects (§5.5.1). It may be left out.</summary>
    private static bool TryMember(JsonElement json, string name, out JsonElement member)
    {
        if (!json.TryGetProperty(name, out member) || member.ValueKind == JsonValueKind.Null)
        {
            member = default;
            return true;
        }
        return member.ValueKind == JsonValueKind.Object
            && member.EnumerateObject().All(claim => claim.Value.ValueKind is JsonValueKind.Null or JsonValueKind.Object);
    }

    private static string[] Names(JsonElement member) =>
        member.ValueKind == JsonValueKind.Object ? [.. member.EnumerateObject().Select(claim => claim.Name)] : [];

    private static bool TrySubject(JsonElement member, out string? subject)
    {
        subject = null;
        if (Find(member, "sub") is not { } claim || !claim.TryGetProperty("value", out var value)) return true;
        if (value.ValueKind != JsonValueKind.String) return false;
        subject = value.GetString();
        return true;
    }

    private static bool TryAcr(JsonElement idToken, out AcrDemand? acr)
    {
        acr = null;
        if (Find(idToken, "acr") is not { } claim) return true;
        if (!TryEssential(claim, out var isEssential) || !TryValues(claim, out var values)) return false;
        if (values.Count > 0) acr = new AcrDemand(values, isEssential);
        return true;
    }

    private static bool TryEssential(JsonElement claim, out bool isEssential)
    {
        isEssential = false;
        if (!claim.TryGetProperty("essential", out var essential)) return true;
        isEssential = essential.ValueKind == JsonValueKind.True;
        return essential.ValueKind is JsonValueKind.True or JsonValueKind.False;
    }

    private static bool TryValues(JsonElement claim, out List<string> values)
    {
        values = [];
        if (claim.TryGetProperty("value", out var value))
        {
            if (value.ValueKind != JsonValueKind.String) return false;
            values.Add(value.GetString()!);
        }
        if (!claim.TryGetProperty("values", out var several)) return true;
        if (several.ValueKind != JsonValueKind.Array) return false;
        foreach (var one in several.EnumerateArray())
        {
            if (one.ValueKind != JsonValueKind.String) return false;
            values.Add(one.GetString()!);
        }
        return true;
    }

    private static JsonElement? Find(JsonElement member, string name) =>
        member.ValueKind == JsonValueKind.Object && member.TryGetProperty(name, out var claim) && claim.ValueKind == JsonValueKind.Object
            ? claim
            : null;
}
