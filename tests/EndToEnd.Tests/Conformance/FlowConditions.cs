using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace EndToEnd.Tests.Conformance;

/// <summary>What every code flow demands, under the names that the published modules give their conditions.</summary>
internal static class FlowConditions
{
    public static readonly Condition ComesBack = new("CheckMatchingCallbackParameters",
        () => Faults.BringsBack(callback => callback.Address = new Uri("https://elsewhere.test/callback")));

    public static readonly Condition ComesInTheMode = new("CheckCallbackHttpMethod",
        () => Faults.BringsBack(callback => callback.IsPosted ? callback.ToRedirect() : callback.ToForm()));

    public static readonly Condition StateFits = new("CheckStateInAuthorizationResponse",
        () => Faults.BringsBack(callback => callback.Parameters["state"] += "x"),
        () => Faults.BringsBack(callback => callback.Parameters.Remove("state")));

    public static readonly Condition IssuerIsNamed = new("ValidateIssInAuthorizationResponse",
        () => Faults.BringsBack(callback => callback.Parameters["iss"] = "https://elsewhere.test"),
        () => Faults.BringsBack(callback => callback.Parameters.Remove("iss")));

    public static readonly Condition NoAuthorizationError = new("CheckIfAuthorizationEndpointError",
        () => Faults.BringsBack(callback => callback.Parameters["error"] = "server_error"));

    public static readonly Condition CodeIsUnguessable = new("EnsureMinimumAuthorizationCodeLength",
        () => Faults.BringsBack(callback => callback.Parameters["code"] = "1234"),
        () => Faults.BringsBack(callback => callback.Parameters.Remove("code")));

    public static readonly Condition NoTokenError = new("CheckTokenEndpointHttpStatus200",
        () => Faults.Refuses(Faults.Token, _ => true, HttpStatusCode.BadRequest, "invalid_grant"));

    public static readonly Condition TokenAnswerIsJson = new("CheckTokenEndpointReturnedJsonContentType",
        () => Faults.Answers(Faults.Token, answer => answer.Content.Headers.ContentType = new MediaTypeHeaderValue("text/html")));

    public static readonly Condition TokenAnswerIsNotCached = new("CheckTokenEndpointCacheHeaders",
        () => Faults.Answers(Faults.Token, answer => answer.Headers.CacheControl = null));

    public static readonly Condition AccessTokenIsThere = new("CheckForAccessTokenValue",
        () => Faults.Says(Faults.Token, json => json.Remove("access_token")),
        () => Faults.Says(Faults.Token, json => json["access_token"] = "1234"));

    public static readonly Condition TokenTypeIsBearer = new("CheckTokenTypeIsBearer",
        () => Faults.Says(Faults.Token, json => json["token_type"] = "mac"));

    public static readonly Condition LifetimeIsANumber = new("ValidateExpiresIn",
        () => Faults.Says(Faults.Token, json => json["expires_in"] = "900"),
        () => Faults.Says(Faults.Token, json => json["expires_in"] = -1));

    public static readonly Condition IdTokenIsThere = new("ExtractIdTokenFromTokenResponse",
        () => Faults.Says(Faults.Token, json => json.Remove("id_token")));

    public static readonly Condition IdTokenIsValid = new("ValidateIdToken",
        () => Faults.Claims(claims => claims["iss"] = "https://elsewhere.test"),
        () => Faults.Claims(claims => claims["aud"] = "another"),
        () => Faults.Claims(claims => claims["exp"] = 1_000_000_000),
        () => Faults.Claims(claims => claims.Remove("exp")),
        () => Faults.Claims(claims => claims.Remove("iat")));

    public static readonly Condition SubjectIsThere = new("CheckForSubjectInIdToken",
        () => Faults.Claims(claims => claims.Remove("sub")),
        () => Faults.Claims(claims => claims["sub"] = new string('s', 256)));

    public static readonly Condition NonceFits = new("ValidateIdTokenNonce",
        () => Faults.Claims(claims => claims["nonce"] = "another"));

    public static readonly Condition KeyIsNamed = new("ValidateIdTokenSignatureUsingKid",
        () => Faults.Header(header => header.Remove("kid")),
        () => Faults.Header(header => header["kid"] = "another"),
        () => Faults.Says(Faults.Keys, json => json["keys"] = new JsonArray()));

    public static readonly Condition SignatureIsValid = new("ValidateIdTokenSignature",
        () => Faults.IdToken(parts => parts[2] = (parts[2][0] == 'A' ? 'B' : 'A') + parts[2][1..]),
        () => Faults.IdToken(parts => parts[2] = ""),
        () => Faults.Header(header => header["alg"] = "none"));

    public static readonly Condition AccessTokenHashFits = new("ValidateAtHash",
        () => Faults.Says(Faults.Token, json => json["access_token"] += "x"));

    public static readonly Condition UserInfoAnswers = new("EnsureHttpStatusCodeIs200",
        () => Faults.Refuses(Faults.UserInfo, _ => true, HttpStatusCode.Unauthorized, "invalid_token"));

    public static readonly Condition UserInfoIsJson = new("EnsureContentTypeJson",
        () => Faults.Answers(Faults.UserInfo, answer => answer.Content.Headers.ContentType = new MediaTypeHeaderValue("text/plain")));

    public static readonly Condition UserInfoIsOfTheSamePerson = new("VerifyUserInfoAndIdTokenInTokenEndpointSameSub",
        () => Faults.Says(Faults.UserInfo, json => json["sub"] = "another"),
        () => Faults.Says(Faults.UserInfo, json => json.Remove("sub")));

    /// <summary>All of these.</summary>
    public static IReadOnlySet<Condition> All { get; } = new HashSet<Condition>
    {
        ComesBack, ComesInTheMode, StateFits, IssuerIsNamed, NoAuthorizationError, CodeIsUnguessable, NoTokenError, TokenAnswerIsJson,
        TokenAnswerIsNotCached, AccessTokenIsThere, TokenTypeIsBearer, LifetimeIsANumber, IdTokenIsThere, IdTokenIsValid, SubjectIsThere, NonceFits,
        KeyIsNamed, SignatureIsValid, AccessTokenHashFits, UserInfoAnswers, UserInfoIsJson, UserInfoIsOfTheSamePerson,
    };
}
