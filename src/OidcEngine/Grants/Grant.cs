namespace OidcEngine.Grants;

/// <summary>What one authorization gave one client: every code, refresh token and access token hangs from such a row,
/// and ends with it.</summary>
public sealed record Grant
{
    /// <summary>The id, UUIDv7. Access tokens name it as <c>gid</c>, refresh tokens as their family.</summary>
    public required Guid Id { get; init; }

    /// <summary>Whom it was given to.</summary>
    public required string ClientId { get; init; }

    /// <summary>The person, as <c>sub</c>.</summary>
    public required string Subject { get; init; }

    /// <summary>The session it was given in, as <c>sid</c>.</summary>
    public required Guid SessionId { get; init; }

    /// <summary>The granted scopes, in the order in which they were asked for, each once.</summary>
    public required IReadOnlyList<string> Scopes { get; init; }

    /// <summary>The resources that its access tokens may be for; empty when they are for the issuer's own userinfo alone.</summary>
    public IReadOnlyList<string> Resources { get; init; } = [];

    /// <summary>What may be told of the person beyond what the scopes let know.</summary>
    public GrantedClaims Claims { get; init; } = GrantedClaims.None;

    /// <summary><c>nonce</c> of the authentication request; goes into the first id_token alone.</summary>
    public string? Nonce { get; init; }

    /// <summary>When the person signed in.</summary>
    public required DateTimeOffset AuthTime { get; init; }

    /// <summary>How strongly, OIDC Core §2 <c>acr</c>.</summary>
    public required string Acr { get; init; }

    /// <summary>By which means, RFC 8176.</summary>
    public required IReadOnlyList<string> Amr { get; init; }

    /// <summary>When the person's authorization was given.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>True when <c>offline_access</c> was consented to: the refresh family then outlives the session.</summary>
    public bool OfflineAccess => Scopes.Contains("offline_access");
}

/// <summary>Why a grant was ended; written to the row and to the audit trail.</summary>
public enum RevocationReason
{
    /// <summary>Its code was presented a second time (RFC 6749 §4.1.2).</summary>
    CodeReplayed,

    /// <summary>An old generation of its refresh token was presented (RFC 9700 §4.14.2).</summary>
    RefreshTokenReused,

    /// <summary>The client asked for it (RFC 7009).</summary>
    RevokedByClient,

    /// <summary>The session ended.</summary>
    SessionEnded,

    /// <summary>The person withdrew consent.</summary>
    ConsentWithdrawn,

    /// <summary>The person's password or second factor changed.</summary>
    CredentialsChanged,

    /// <summary>The person was suspended or deleted.</summary>
    UserDisabled,

    /// <summary>The client was disabled or deleted.</summary>
    ClientDisabled,

    /// <summary>An administrator ended it.</summary>
    RevokedByAdministrator,
}
