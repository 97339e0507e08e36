using System.Text;
using TestKit.Fuzzing;

namespace IdentityProvider.Tests.Fuzzing;

/// <summary>What the provider's endpoints and pages are asked with.</summary>
internal static class ProviderVocabulary
{
    private const string Secret = "fuzzed-secret-known-to-these-tests-alone";

    private static readonly Dictionary<string, string> Parameters = new()
    {
        ["client_id"] = "fuzzed",
        ["client_secret"] = Secret,
        ["redirect_uri"] = "https://fuzzed.test/callback",
        ["response_type"] = "code",
        ["response_mode"] = "form_post",
        ["scope"] = "openid profile",
        ["state"] = "a state",
        ["nonce"] = "a nonce",
        ["code_challenge"] = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
        ["code_challenge_method"] = "S256",
        ["prompt"] = "login",
        ["max_age"] = "100",
        ["display"] = "page",
        ["ui_locales"] = "de en",
        ["acr_values"] = "aal1",
        ["claims"] = """{"userinfo":{"name":{"essential":true}},"id_token":{"auth_time":null}}""",
        ["request"] = "eyJhbGciOiJub25lIn0.e30.",
        ["request_uri"] = "urn:ietf:params:oauth:request_uri:x",
        ["login_hint"] = "alice",
        ["id_token_hint"] = "a.b.c",
        ["resource"] = "https://localhost:3002",
        ["dpop_jkt"] = "0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I",
        ["grant_type"] = "client_credentials",
        ["code"] = "SplxlOBeZQQYbYS6WxSbIA",
        ["code_verifier"] = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk",
        ["refresh_token"] = "AQIDBAUGBwgJCgsMDQ4PEA",
        ["device_code"] = "GmRhmhcxhwAzkoEqiMEg_DnyEysNkuNhszIySk9eS",
        ["user_code"] = "WDJB-MJHT",
        ["token"] = "a.b.c",
        ["token_type_hint"] = "access_token",
        ["access_token"] = "a.b.c",
        ["client_assertion_type"] = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
        ["client_assertion"] = "a.b.c",
        ["post_logout_redirect_uri"] = "https://fuzzed.test/goodbye",
        ["logoutId"] = "CfDJ8x",
        ["transaction"] = "a-handle",
        ["return_to"] = "https://fuzzed.test/callback",
        ["returnUrl"] = "/account/password",
        ["ReturnUrl"] = "//evil.test",
        ["culture"] = "de",
        ["id"] = "019a0b60-11aa-7c02-9d10-5b1f0b0b7e11",
        ["clientId"] = "fuzzed",
        ["decision"] = "allow",
        ["Scopes"] = "openid",
        ["UserName"] = "alice",
        ["Password"] = "Quiet-7-Harbour",
        ["Email"] = "fuzz@example.com",
        ["Current"] = "Quiet-7-Harbour",
        ["New"] = "Quiet-8-Harbour",
        ["GivenName"] = "Al",
        ["FamilyName"] = "Ice",
        ["UserCode"] = "WDJB-MJHT",
        ["Avatar"] = "x",
        ["__RequestVerificationToken"] = "CfDJ8x",
    };

    private static readonly string[] Request =
        ["client_id", "redirect_uri", "response_type", "scope", "state", "nonce", "code_challenge", "code_challenge_method"];

    private static readonly string[] Credentials = ["client_id", "client_secret"];

    private static readonly Dictionary<string, string[]> Requests = new()
    {
        ["/connect/authorize"] = Request,
        ["/connect/par"] = [.. Request, "client_secret"],
        ["/connect/token"] = [.. Credentials, "grant_type"],
        ["/connect/introspect"] = [.. Credentials, "token"],
        ["/connect/revocation"] = [.. Credentials, "token"],
        ["/connect/deviceauthorization"] = [.. Credentials, "scope"],
        ["/connect/endsession"] = ["post_logout_redirect_uri", "client_id", "state"],
    };

    public static FuzzVocabulary Anonymous { get; } = new()
    {
        Parameters = Parameters,
        Requests = Requests,
        JsonBodies =
        [
            """{"client_name":"x","redirect_uris":["https://fuzzed.test/callback"],"jwks":{"keys":[]}}""",
            """{"username":"alice","password":"Quiet-7-Harbour"}""",
            """{"mfa_token":"SplxlOBeZQQYbYS6WxSbIA","method":"totp","code":"123456"}""",
            """{"mfa_token":"SplxlOBeZQQYbYS6WxSbIA","method":"passkey","credential":{"id":"AA","type":"public-key","response":{}}}""",
            """{"current_password":"Quiet-7-Harbour","new_password":"Quiet-8-Harbour"}""",
            """{"email":"fuzz@example.com"}""",
            """{"token":"SplxlOBeZQQYbYS6WxSbIA","new_password":"Quiet-8-Harbour"}""",
            """{"code":"SplxlOBeZQQYbYS6WxSbIA","state":"a state"}""",
            "{}", "[]",
        ],
        Segments = ["alice", "fuzzed", "019a0b60-11aa-7c02-9d10-5b1f0b0b7e11", "css", "en", "google"],
        Credentials = [$"Basic {Convert.ToBase64String(Encoding.ASCII.GetBytes($"fuzzed:{Secret}"))}"],
    };

    /// <summary>With the token of this person's pages in every form.</summary>
    public static FuzzVocabulary SignedIn(string token)
    {
        var parameters = new Dictionary<string, string>(Parameters) { ["__RequestVerificationToken"] = token };
        string[] form = ["__RequestVerificationToken", "UserName", "Email", "Current", "New", "GivenName", "FamilyName", "id", "clientId", "UserCode", "decision", "returnUrl"];
        return Anonymous with { Parameters = parameters, OtherRequests = form, Credentials = [] };
    }
}
