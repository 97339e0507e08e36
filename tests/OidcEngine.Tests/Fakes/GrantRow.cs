using OidcEngine.Grants;
using OidcEngine.SenderConstraints;

namespace OidcEngine.Tests.Fakes;

/// <summary>A grant with its code and its refresh family, as the one row that they are.</summary>
internal sealed class GrantRow(Grant grant, AuthorizationCode code)
{
    public Grant Grant { get; } = grant;

    public AuthorizationCode Code { get; } = code;

    public bool CodeUsed { get; set; }

    public RevocationReason? Revoked { get; set; }

    /// <summary>The generation that the newest refresh token names; 0 while there is no family.</summary>
    public int Generation { get; set; }

    public SenderKey? SenderKey { get; set; }

    public DateTimeOffset RotatedAt { get; set; }

    public DateTimeOffset Sliding { get; set; }

    public DateTimeOffset Absolute { get; set; }
}
