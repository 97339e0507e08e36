namespace OidcEngine.EndSession;

/// <summary>What the outbox keeps of a back-channel logout until it is delivered. The logout token is made anew for each
/// attempt.</summary>
/// <param name="ClientId">Whom to tell.</param>
/// <param name="Subject">Who signed out.</param>
/// <param name="SessionId">Of which session.</param>
public sealed record LogoutNotice(string ClientId, string Subject, Guid SessionId);

/// <summary>What became of one delivery attempt.</summary>
public abstract record LogoutDelivery
{
    private LogoutDelivery() { }

    /// <summary>The client confirmed (OIDC Back-Channel Logout §2.8).</summary>
    public sealed record Delivered : LogoutDelivery;

    /// <summary>The client is gone or no longer wants to be told.</summary>
    public sealed record NotWanted : LogoutDelivery;

    /// <summary>It may work later.</summary>
    /// <param name="Reason">For the log and the administrator.</param>
    public sealed record Failed(string Reason) : LogoutDelivery;
}
