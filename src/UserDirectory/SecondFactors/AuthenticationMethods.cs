namespace UserDirectory.SecondFactors;

/// <summary>The values of <c>amr</c> that a second step adds (RFC 8176 §2).</summary>
public static class AuthenticationMethods
{
    /// <summary>A code that counts once: of an authenticator app, a recovery code, or one by e-mail.</summary>
    public const string OneTimePassword = "otp";

    /// <summary>Several factors.</summary>
    public const string MultipleFactors = "mfa";

    /// <summary>The browser was known, so the second step was left out.</summary>
    public const string RiskBased = "rba";

    /// <summary>An account at another provider. RFC 8176 has no word for it; this is the one that other products use.</summary>
    public const string Federated = "fed";
}
