namespace UserDirectory.SecondFactors;

/// <summary>The names of what a second step can be done with.</summary>
public static class SecondFactorMethods
{
    /// <summary>A code of an authenticator app (RFC 6238).</summary>
    public const string Totp = "totp";

    public const string Passkey = "passkey";

    /// <summary>One of the codes that were kept for a lost authenticator.</summary>
    public const string RecoveryCode = "recovery_code";

    /// <summary>A code by e-mail. It is no factor of its own by NIST SP 800-63B §3.1.3.1, so it never reaches <see cref="AssuranceLevels.Two"/>.</summary>
    public const string EmailCode = "email_code";
}
