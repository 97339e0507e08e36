using Jose;
using OidcEngine.Grants;
using OidcEngine.Keys;

namespace OidcEngine.Token;

/// <summary>Reads the access tokens that come back to this server, and asks whether they still count.</summary>
internal sealed class AccessTokenReader(OwnTokenReader tokens, IAccessTokenStore store)
{
    /// <summary>The token, when it was issued here and has not expired; else null.</summary>
    public async Task<IssuedAccessToken?> ReadAsync(string text, CancellationToken cancellationToken)
    {
        var reading = await tokens.ReadAccessTokenAsync(text, cancellationToken);
        return reading is JwtReading.Valid { Token: var jwt } ? IssuedAccessToken.From(jwt) : null;
    }

    /// <summary>False once the token, its grant or its client was ended.</summary>
    public ValueTask<bool> IsLiveAsync(IssuedAccessToken token, CancellationToken cancellationToken) =>
        store.IsLiveAsync(token.Reference, cancellationToken);
}

/// <summary>An access token of this server with what every endpoint asks of it.</summary>
internal sealed record IssuedAccessToken(Jwt Jwt, AccessTokenReference Reference, string Subject, DateTimeOffset Expires, string Scope)
{
    public string ClientId => Reference.ClientId;

    /// <summary>The claims that userinfo tells beyond those of the scopes.</summary>
    public IEnumerable<string> UserInfoClaims =>
        Jwt.Claims.TryGetProperty(AccessTokenContent.UserInfoClaimsMember, out var names)
            ? names.EnumerateArray().Select(name => name.GetString()!)
            : [];

    /// <summary>Whether the token has this scope.</summary>
    public bool Has(string scope)
    {
        foreach (var range in Scope.AsSpan().Split(' '))
            if (Scope.AsSpan(range).SequenceEqual(scope))
                return true;
        return false;
    }

    /// <summary>Null when a claim is missing that every token of ours has.</summary>
    public static IssuedAccessToken? From(Jwt jwt)
    {
        if (jwt is not { Id: { } id, Subject: { } subject, Expires: { } expires }) return null;
        if (jwt.String("client_id") is not { } clientId || jwt.String("scope") is not { } scope) return null;

        Guid? grantId = null;
        if (jwt.String("gid") is { } text)
        {
            if (!Guid.TryParse(text, out var parsed)) return null;
            grantId = parsed;
        }
        return new IssuedAccessToken(jwt, new AccessTokenReference(id, clientId, grantId), subject, expires, scope);
    }
}
