namespace OidcEngine.Clients;

/// <summary>How far a client's own settings may go. Keys are kept for as long as these allow.</summary>
public static class ClientLimits
{
    /// <summary>The longest <c>access_token_lifetime</c>.</summary>
    public static readonly TimeSpan MaxAccessTokenLifetime = TimeSpan.FromDays(1);

    /// <summary>The longest <c>refresh_token_lifetime</c> and <c>refresh_token_absolute_lifetime</c>.</summary>
    public static readonly TimeSpan MaxRefreshTokenLifetime = TimeSpan.FromDays(365);

    /// <summary>The fewest characters of a client secret outside development (RFC 6749 §10.10: not guessable).</summary>
    public const int MinSecretLength = 32;
}
