using OidcEngine.Clients;
using OidcEngine.Errors;

namespace OidcEngine.Scopes;

/// <summary>What is said of scopes and resources that cannot be granted, RFC 6749 §5.2 and RFC 8707 §2.</summary>
internal static class ScopeRefusal
{
    private const string Scope = "scope";
    private const string Resource = "resource";

    public static OAuthError Missing(Client client) => OAuthError.InvalidScope("The scope is missing.")
        .Because(Scope, "RFC 6749 §3.3", "Send the scopes that the app needs; openid for a sign-in.", Registered(client));

    public static OAuthError Empty(Client client) => OAuthError.InvalidScope("There is no scope to grant.").Because(
        Scope, "RFC 6749 §3.3", $"Send a scope, or register some for the client {client.ClientId}.", Registered(client));

    public static OAuthError Malformed(string scope) =>
        OAuthError.InvalidScope("The scope has a character that scopes do not have.")
            .Because(Scope, "RFC 6749 §3.3", "Separate scopes by single spaces, not by commas or escapes.", received: scope);

    public static OAuthError Personal(string scope) => OAuthError.InvalidScope("A scope concerns a person, and this request has none.")
        .Because(Scope, "RFC 6749 §4.4", "Leave it out: a client that acts for itself has no person.", received: scope);

    public static OAuthError NotRegistered(Client client, string scope) =>
        OAuthError.InvalidScope("The client is not registered for one of the scopes.").Because(
            Scope, "RFC 6749 §3.3", $"Add the received scope to the scope of the client {client.ClientId}, or do not ask for it.",
            Registered(client), scope);

    public static OAuthError Unknown(string scope) => OAuthError.InvalidScope("A scope is unknown.")
        .Because(Scope, "RFC 6749 §3.3", "Add the received scope to the API that it belongs to, or do not ask for it.", received: scope);

    public static OAuthError OfAnother(string scope, string owner, IReadOnlyList<string> named) =>
        OAuthError.InvalidScope("A scope belongs to a resource that the request does not name.").Because(
            Resource, "RFC 8707 §2.1", $"Name the API of the scope {scope} with resource too, or leave this scope out.", owner,
            string.Join(' ', named));

    public static OAuthError Spanning(string first, string second) =>
        OAuthError.InvalidScope("The scopes span several resources; name them with resource.").Because(
            Resource, "RFC 9068 §3", "Name each API with resource, and again the one when asking for its token.", $"{first} {second}");

    public static OAuthError UnknownResource(Client client, string resource) =>
        OAuthError.InvalidTarget("A resource is unknown or not for this client.").Because(
            Resource, "RFC 8707 §2", $"Send the identifier of an API of which the client {client.ClientId} has a scope.",
            received: resource);

    public static OAuthError RepeatedResource(string resource) => OAuthError.InvalidTarget("A resource is named twice.")
        .Because(Resource, "RFC 8707 §2", "Name each API once.", received: resource);

    public static OAuthError NotGranted(string? resource = null) =>
        OAuthError.InvalidTarget("The resource is not among those that were granted.")
            .Because(Resource, "RFC 8707 §2.2", "Name an API that the sign-in named.", received: resource);

    private static string Registered(Client client) => string.Join(' ', client.Scopes);
}
