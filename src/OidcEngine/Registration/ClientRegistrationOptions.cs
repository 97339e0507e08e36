namespace OidcEngine.Registration;

/// <summary>Whether and what clients may register by themselves (RFC 7591).</summary>
public sealed class ClientRegistrationOptions
{
    /// <summary>Who may register: nobody, unless it is said.</summary>
    public RegistrationMode Mode { get; set; }

    /// <summary>The scopes that a client may register, separated by spaces, unless an initial access token says otherwise.</summary>
    public string Scopes { get; set; } = "openid profile email offline_access";

    /// <summary>The grant types that a client may register, separated by spaces, unless an initial access token says otherwise.</summary>
    public string GrantTypes { get; set; } = "authorization_code refresh_token";

    /// <summary>How long an issued secret works; null for ever (RFC 7591 §3.2.1, <c>client_secret_expires_at</c>).</summary>
    public TimeSpan? SecretLifetime { get; set; }

    /// <summary>How long after its registration a client that never got a token is deleted.</summary>
    public TimeSpan UnusedAfter { get; set; } = TimeSpan.FromDays(30);

    internal RegistrationPolicy Policy => RegistrationPolicy.Parse(Scopes, GrantTypes);

    /// <summary>What is wrong with the settings, as a sentence; null when nothing is.</summary>
    internal string? Problem() =>
        SecretLifetime <= TimeSpan.Zero ? "ClientRegistration:SecretLifetime must be longer than zero."
        : UnusedAfter < TimeSpan.FromHours(1) ? "ClientRegistration:UnusedAfter must be at least an hour."
        : Policy.GrantTypes.Count == 0 ? "ClientRegistration:GrantTypes must name at least one."
        : null;
}

/// <summary>Who may register a client.</summary>
public enum RegistrationMode
{
    /// <summary>Nobody: the endpoint is not there.</summary>
    Closed,

    /// <summary>Whoever holds an initial access token (RFC 7591 §3).</summary>
    Token,

    /// <summary>Everybody (RFC 7591 Appendix A.1.1).</summary>
    Open,
}
