using Jose;
using Microsoft.Extensions.Options;
using OidcEngine.Clients;
using OidcEngine.Errors;
using OidcEngine.Grants;
using OidcEngine.Http;
using OidcEngine.Scopes;
using OidcEngine.Sessions;
using OidcEngine.Token;

namespace OidcEngine.FirstParty;

/// <summary>The tokens of apps of the installation itself, whose people sign in through an API of the host and not by a redirect. They are
/// those of one registered client, and of a grant like any other: live, listed, rotated (RFC 9700 §4.14.2) and ended with their session.</summary>
public sealed class FirstPartyTokens
{
    private readonly IClientStore _clients;
    private readonly IResourceStore _resources;
    private readonly IAuthorizationCodeStore _codes;
    private readonly IRefreshFamilyStore _families;
    private readonly IAccessTokenStore _accessTokenStore;
    private readonly AccessTokenReader _accessTokens;
    private readonly RefreshTokens _refreshTokens;
    private readonly GrantTokens _tokens;
    private readonly RefreshTokenGrant _refresh;
    private readonly Lifetimes _lifetimes;
    private readonly TimeProvider _time;

    internal FirstPartyTokens(
        IClientStore clients, IResourceStore resources, IAuthorizationCodeStore codes, IRefreshFamilyStore families,
        IAccessTokenStore accessTokenStore, AccessTokenReader accessTokens, RefreshTokens refreshTokens, GrantTokens tokens,
        RefreshTokenGrant refresh, IOptions<OidcEngineOptions> options, TimeProvider time)
    {
        (_clients, _resources, _codes, _families, _accessTokenStore) = (clients, resources, codes, families, accessTokenStore);
        (_accessTokens, _refreshTokens, _tokens, _refresh) = (accessTokens, refreshTokens, tokens, refresh);
        (_lifetimes, _time) = (options.Value.Lifetimes, time);
    }

    /// <summary>The client whose tokens these are.</summary>
    public const string ClientId = "first-party";

    /// <summary>How long the client's refresh tokens live, which is how long a session is to live that nothing but they lead to.</summary>
    /// <returns>From the last use and in all; null when the client is disabled.</returns>
    public async ValueTask<RefreshSpan?> FindRefreshSpanAsync(CancellationToken cancellationToken)
    {
        if (await _clients.FindAsync(ClientId, cancellationToken) is not { } client) return null;
        var now = _time.GetUtcNow();
        var ends = RefreshLifetimes.From(now, client, _lifetimes);
        return new RefreshSpan(ends.Sliding - now, ends.Absolute - now);
    }

    /// <summary>Makes a grant of all the client's scopes but <c>offline_access</c> in this session, with the first tokens of its family.</summary>
    /// <param name="session">The session of a person who has just proved who they are.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    /// <returns>The tokens; <c>unauthorized_client</c> when the client is disabled, <c>invalid_grant</c> when the session has ended or the
    /// person may not sign in.</returns>
    public async Task<Result<FirstPartyTokenSet>> StartAsync(EndUserSession session, CancellationToken cancellationToken)
    {
        if (await _clients.FindAsync(ClientId, cancellationToken) is not { } client) return Disabled();
        var scope = string.Join(' ', client.Scopes.Where(name => name != IdentityScopes.OfflineAccess));
        var catalog = await _resources.GetAsync(cancellationToken);
        if (!ScopeResolution.Resolve(client, scope, [], catalog).TryGet(out var granted, out var error)) return error;

        // The grant is made by a code like every other one (RFC 6749 §4.1.2); this code never leaves the process.
        var now = _time.GetUtcNow();
        var code = Handles.Hash(Handles.Create());
        var kept = new AuthorizationCode(code, null, null, now + _lifetimes.AuthorizationCode);
        var proof = new CodeProof(ClientId, null, null, RefreshLifetimes.From(now, client, _lifetimes));
        if (!await _codes.AddAsync(GrantOf(session, granted, now), kept, cancellationToken)
            || await _codes.RedeemAsync(code, proof, cancellationToken) is not CodeRedemption.First { Grant: var grant })
            return OAuthError.InvalidGrant("The session has ended, or its person may not sign in.");

        var order = new IssueOrder(client, grant) { RefreshToken = await _refreshTokens.StartAsync(grant.Id, cancellationToken) };
        return Answer(await _tokens.IssueAsync(order, cancellationToken), client);
    }

    /// <summary>Redeems a refresh token of the client, as the token endpoint does (RFC 6749 §6): it rotates, and an old one ends its
    /// family.</summary>
    /// <param name="refreshToken">The token's text.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    /// <returns>The next tokens; <c>invalid_grant</c> when it is not good, <c>unauthorized_client</c> when the client is disabled.</returns>
    public async Task<Result<FirstPartyTokenSet>> RefreshAsync(string refreshToken, CancellationToken cancellationToken)
    {
        if (await _clients.FindAsync(ClientId, cancellationToken) is not { } client) return Disabled();
        var parameters = RequestParameters.From([new("refresh_token", refreshToken)]);
        return Answer(await _refresh.RedeemAsync(new TokenRequest(client, parameters), cancellationToken), client);
    }

    /// <summary>The person that a bearer token of the client speaks for (RFC 6750 §2.1).</summary>
    /// <param name="accessToken">The token's text.</param>
    /// <param name="cancellationToken">Cancels the reads.</param>
    /// <returns>Null when it is none of ours, another client's, bound to a key, expired, or its grant or session has ended.</returns>
    public async Task<FirstPartyCaller?> FindCallerAsync(string accessToken, CancellationToken cancellationToken)
    {
        if (await _accessTokens.ReadAsync(accessToken, cancellationToken) is not { ClientId: ClientId, Reference.GrantId: not null } token
            || Confirmation.Of(token.Jwt) is not Confirmation.None
            || !await _accessTokens.IsLiveAsync(token, cancellationToken))
            return null;
        return SessionOf(token) is { } session ? new FirstPartyCaller(session, token.Scope.Split(' '), token.Reference, token.Expires) : null;
    }

    /// <summary>The grant whose family a refresh token of the client belongs to, of whatever generation.</summary>
    /// <param name="refreshToken">The token's text.</param>
    /// <param name="cancellationToken">Cancels the reads.</param>
    /// <returns>Null when the token is none of ours, or its family has ended.</returns>
    public async Task<Grant?> FindGrantAsync(string refreshToken, CancellationToken cancellationToken) =>
        await _refreshTokens.ReadAsync(refreshToken, cancellationToken) is { } token
        && await _families.FindLiveAsync(token.GrantId, cancellationToken) is { Grant: { ClientId: ClientId } grant }
            ? grant
            : null;

    /// <summary>Ends one access token until it would have expired (RFC 7009 §2.1).</summary>
    public Task RevokeAsync(FirstPartyCaller caller, CancellationToken cancellationToken) =>
        _accessTokenStore.RevokeAsync(caller.Token, caller.Expires, cancellationToken);

    private static Grant GrantOf(EndUserSession session, GrantedScopes granted, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        ClientId = ClientId,
        Subject = session.Subject,
        SessionId = session.SessionId,
        Scopes = granted.Scopes,
        Resources = granted.Resources,
        AuthTime = session.AuthTime,
        Acr = session.Acr,
        Amr = session.Amr,
        CreatedAt = now,
    };

    private static EndUserSession? SessionOf(IssuedAccessToken token)
    {
        if (!Guid.TryParse(token.Jwt.String("sid"), out var sessionId) || token.Jwt.String("acr") is not { } acr) return null;
        if (!token.Jwt.Claims.TryGetProperty("auth_time", out var time) || !time.TryGetInt64(out var seconds)) return null;
        var amr = token.Jwt.Claims.TryGetProperty("amr", out var methods) ? methods.EnumerateArray().Select(one => one.GetString()!) : [];
        return new EndUserSession(sessionId, token.Subject, DateTimeOffset.FromUnixTimeSeconds(seconds), acr, [.. amr]);
    }

    private Result<FirstPartyTokenSet> Answer(Result<TokenResponse> result, Client client)
    {
        if (!result.TryGet(out var tokens, out var error)) return error;
        var now = _time.GetUtcNow();
        return new FirstPartyTokenSet(tokens.AccessToken.Value, tokens.AccessToken.ExpiresIn, tokens.Scope, tokens.RefreshToken!)
        {
            IdToken = tokens.IdToken,
            RefreshLifetime = RefreshLifetimes.From(now, client, _lifetimes).Sliding - now,
        };
    }

    private static OAuthError Disabled() => OAuthError.UnauthorizedClient("The client of first-party apps is disabled.");
}
