using OidcEngine.Tests.Host;

namespace OidcEngine.Tests.Refusals;

/// <summary>The requests that are known to be wrong, with the rule and the clause that each breaks.</summary>
internal static class BadRequests
{
    private const string Core = "OIDC Core §3.1.2.1";
    private const string Redeem = "grant_type=authorization_code&redirect_uri=https://first.example/callback&code_verifier=" + AuthorizeRequest.Verifier;
    private const string Refresh = "grant_type=refresh_token&refresh_token={refresh}";

    private static readonly string Long = new('x', 600);

    public static IReadOnlyList<BadRequest> All { get; } =
    [
        // The authorization endpoint
        new("no parameter at all", "authorize", "?", "client-id", "RFC 6749 §4.1.1"),
        new("no client", "authorize", "-client_id", "client-id", "RFC 6749 §4.1.1"),
        new("a client that nobody registered", "authorize", "client_id=nobody", "client-id", "RFC 6749 §2.2"),
        new("two clients", "authorize", "+client_id=spa", "client-id", "RFC 6749 §3.1"),
        new("no redirect URI", "authorize", "-redirect_uri", "redirect-uri", Core),
        new("a redirect URI with a slip of the pen", "authorize", "redirect_uri=https://first.example/calback", "redirect-uri", "RFC 6749 §3.1.2.3"),
        new("a redirect URI with one slash more", "authorize", "redirect_uri=https://first.example/callback/", "redirect-uri", "RFC 6749 §3.1.2.3"),
        new("a redirect URI in another case", "authorize", "redirect_uri=https://first.example/Callback", "redirect-uri", "RFC 6749 §3.1.2.3"),
        new("two redirect URIs", "authorize", "+redirect_uri=https://evil.example/", "redirect-uri", "RFC 6749 §3.1"),
        new("an unknown response mode", "authorize", "response_mode=web_message", "response-mode", "OAuth 2.0 Multiple Response Types §2.1"),
        new("a scope parameter twice", "authorize", "+scope=openid", "repeated-parameter", "RFC 6749 §3.1"),
        new("a state of 5000 characters", "authorize", "state=" + new string('s', 5000), "state", "RFC 6749 §4.1.1"),
        new("no response type", "authorize", "-response_type", "response-type", "RFC 6749 §4.1.1"),
        new("the implicit flow", "authorize", "response_type=token", "response-type", "RFC 9700 §2.1.2"),
        new("a hybrid flow", "authorize", "response_type=code id_token", "response-type", "RFC 9700 §2.1.2"),
        new("a client without the code grant", "authorize", "scope=api.read", "grant-type", "RFC 6749 §4.1.2.1", "machine"),
        new("no code challenge", "authorize", "-code_challenge", "code-challenge", "RFC 7636 §4.4.1"),
        new("the challenge method plain", "authorize", "code_challenge_method=plain", "code-challenge", "RFC 9700 §2.1.1"),
        new("no challenge method, which means plain", "authorize", "-code_challenge_method", "code-challenge", "RFC 9700 §2.1.1"),
        new("a short code challenge", "authorize", "code_challenge=abc", "code-challenge", "RFC 7636 §4.2"),
        new("a method without a challenge", "authorize", "-code_challenge", "code-challenge", "RFC 7636 §4.3", "legacy"),
        new("no scope", "authorize", "-scope", "scope", "RFC 6749 §3.3"),
        new("scopes with commas", "authorize", "scope=openid,profile", "scope", "RFC 6749 §3.3"),
        new("a scope in quotes", "authorize", "scope=openid \"profile\"", "scope", "RFC 6749 §3.3"),
        new("a scope that the client lacks", "authorize", "scope=openid api.everything", "scope", "RFC 6749 §3.3"),
        new("scopes of two APIs", "authorize", "scope=openid api.read files.read", "resource", "RFC 9068 §3"),
        new("an API that does not exist", "authorize", "resource=https://nowhere.example", "resource", "RFC 8707 §2"),
        new("a scope of another API than the named one", "authorize", "scope=openid api.read&resource=" + TestResources.Files, "resource", "RFC 8707 §2.1"),
        new("an API named twice", "authorize", "resource=https://api.example&+resource=https://api.example", "resource", "RFC 8707 §2"),
        new("a long nonce", "authorize", "nonce=" + Long, "nonce", Core),
        new("a prompt that does not exist", "authorize", "prompt=sign_in", "prompt", Core),
        new("prompt=none together with another", "authorize", "prompt=none login", "prompt", Core),
        new("a negative max_age", "authorize", "max_age=-1", "max-age", Core),
        new("a hint that is no id_token", "authorize", "id_token_hint=abc", "id-token-hint", Core),
        new("a registration in the request", "authorize", "registration={}", "registration", "OIDC Core §7.2.1"),
        new("an object and a reference", "authorize", "request=a&request_uri=b", "request-object", "RFC 9101 §5"),
        new("an object that nobody signed", "authorize", "request=a.b.c", "request-object", "RFC 9101 §6"),
        new("a reference to another site", "authorize", "request_uri=https://first.example/request.jwt", "request-uri", "RFC 9101 §5.2"),
        new("a reference to nothing", "authorize", "request_uri=urn:ietf:params:oauth:request_uri:abc", "pushed-request", "RFC 9126 §4"),
        new("a key that is no thumbprint", "authorize", "dpop_jkt=abc", "dpop-jkt", "RFC 9449 §10"),
        new("a transaction that is over", "authorize", "?transaction=" + new string('a', 43), "waiting-request", "RFC 6749 §4.1.1"),
        new("octets that are not UTF-8", "authorize", "?client_id=%FF", "query", "RFC 6749 §3.1"),

        // Client authentication
        new("no credentials", "token", "grant_type=client_credentials", "client-authentication", "RFC 6749 §3.2.1", null),
        new("a secret twice", "token", "grant_type=client_credentials&client_secret=x", "client-authentication", "RFC 6749 §2.3"),
        new("another client in the body", "token", "grant_type=client_credentials&client_id=spa", "client-id", "RFC 6749 §3.2.1"),
        new("a client that does not exist", "token", "grant_type=client_credentials&client_id=nobody&client_secret=x", "client-id", "RFC 6749 §2.2", null),
        new("the wrong method", "token", "grant_type=client_credentials&client_id=first&client_secret=x", "client-authentication-method", "RFC 7591 §2", null),

        // The token endpoint
        new("JSON", "token", "{\"grant_type\":\"client_credentials\"}", "form", "RFC 6749 §3.2"),
        new("a broken escape", "token", "grant_type=%zz", "form", "RFC 6749 §3.2"),
        new("a parameter twice", "token", "grant_type=client_credentials&grant_type=client_credentials", "repeated-parameter", "RFC 6749 §3.1"),
        new("no grant type", "token", "scope=api.read", "grant-type", "RFC 6749 §4.1.3"),
        new("the password grant", "token", "grant_type=password&username=a&password=b", "grant-type", "RFC 6749 §5.2"),
        new("a grant type that the client lacks", "token", "grant_type=client_credentials", "grant-type", "RFC 6749 §5.2", "spa"),
        new("no code", "token", Redeem, "authorization-code", "RFC 6749 §4.1.3"),
        new("a code that does not exist", "token", Redeem + "&code=abc", "authorization-code", "RFC 6749 §4.1.2"),
        new("a used code", "token", Redeem + "&code={used}", "authorization-code", "RFC 6749 §4.1.2"),
        new("a code of another client", "token", Redeem + "&code={code third}", "authorization-code", "RFC 6749 §4.1.2"),
        new("another verifier", "token", Redeem[..^1] + "l&code={code}", "code-verifier", "RFC 7636 §4.6"),
        new("a short verifier", "token", "grant_type=authorization_code&code={code}&code_verifier=short", "code-verifier", "RFC 7636 §4.1"),
        new("another redirect URI", "token", Redeem.Replace("callback", "calback", StringComparison.Ordinal) + "&code={code}", "code-redirect-uri", "RFC 6749 §4.1.3"),
        new("no refresh token", "token", "grant_type=refresh_token", "refresh-token", "RFC 6749 §6"),
        new("a refresh token that is none", "token", "grant_type=refresh_token&refresh_token=abc", "refresh-token", "RFC 6749 §6"),
        new("a refresh token of another client", "token", "grant_type=refresh_token&refresh_token={refresh third}", "refresh-token", "RFC 6749 §6"),
        new("more than was granted", "token", Refresh + "&scope=openid email", "refresh-scope", "RFC 6749 §6"),
        new("two APIs at once", "token", Refresh + "&resource=https://a.example&resource=https://b.example", "resource", "RFC 8707 §2.2"),
        new("an API that was not granted", "token", Refresh + "&resource=https://files.example", "resource", "RFC 8707 §2.2"),
        new("a person's scope for a machine", "token", "grant_type=client_credentials&scope=openid", "scope", "RFC 6749 §4.4"),
        new("a machine's scope that it lacks", "token", "grant_type=client_credentials&scope=files.read", "scope", "RFC 6749 §3.3", "machine"),

        // The others
        new("a pushed reference", "par", "request_uri=urn:ietf:params:oauth:request_uri:abc", "pushed-request", "RFC 9126 §2.1"),
        new("a pushed request to a wrong address", "par", "response_type=code&scope=openid&redirect_uri=https://evil.example/", "redirect-uri", "RFC 6749 §3.1.2.3"),
        new("introspection without a token", "introspect", "", "token", "RFC 7662 §2.1"),
        new("introspection by a public client", "introspect", "token=abc", "introspecting-client", "RFC 7662 §2.1", "spa"),
        new("revocation without a token", "revocation", "", "token", "RFC 7009 §2.1"),
        new("an access token that is none", "userinfo", "access_token=abc", "access-token", "RFC 6750 §3.1", null),
        new("an access token without openid", "userinfo", "access_token={token spa}", "token-scope", "OIDC Core §5.3", null),
        new("a logout with a doubled parameter", "endsession", "state=a&state=b", "repeated-parameter", "RFC 6749 §3.1", null),
    ];
}
