using System.Text.Json;
using System.Text.Json.Serialization;
using OidcEngine.Scopes;

namespace UserDirectory.Resources;

/// <summary>An entry of <c>Identity:ResourcesFile</c>. Unknown members are refused.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ResourceEntry
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public string Resource { get; init; } = "";

    public string Name { get; init; } = "";

    public IReadOnlyList<ScopeEntry> Scopes { get; init; } = [];

    public IReadOnlyList<string> IntrospectionClients { get; init; } = [];

    /// <exception cref="JsonException">A member is unknown or of another kind.</exception>
    public static ResourceEntry Parse(JsonElement entry) => entry.Deserialize<ResourceEntry>(Json)!;

    public JsonElement ToJson() => JsonSerializer.SerializeToElement(this, Json);

    /// <summary>The first rule that the entry breaks, as the end of a sentence; null when it keeps all.</summary>
    public string? Refuse() =>
        !Uri.TryCreate(Resource, UriKind.Absolute, out var uri) || uri.Fragment.Length > 0 || Resource.Length > 500
            ? "resource must be an absolute URI without fragment" // RFC 8707 §2
        : Name.Length is 0 or > 200 ? "name must have 1 to 200 characters"
        : Scopes.Select(scope => scope.Name).Select(Refuse).FirstOrDefault(rule => rule is not null);

    private static string? Refuse(string scope) =>
        !IsScope(scope) ? $"\"{scope}\" is not the name of a scope (RFC 6749 §3.3)"
        : IdentityScopes.Contains(scope) ? $"the scope {scope} belongs to OpenID Connect"
        : null;

    private static bool IsScope(string name) =>
        name.Length is > 0 and <= 200 && name.All(letter => letter is '\x21' or (>= '\x23' and <= '\x5b') or (>= '\x5d' and <= '\x7e'));
}

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ScopeEntry
{
    public string Name { get; init; } = "";

    public string? Description { get; init; }

    public bool Required { get; init; }

    public IReadOnlyList<string> Claims { get; init; } = [];
}
