namespace UserDirectory.SecondFactors;

/// <summary>What an account has for a second step, and whether it must have something.</summary>
/// <param name="Passkeys">How many there are.</param>
/// <param name="RecoveryCodesLeft">How many were not used yet.</param>
/// <param name="EmailCodes">Turned on, allowed by the settings, and the address is verified.</param>
/// <param name="IsEmailVerified">Whether codes may be mailed.</param>
/// <param name="RequiredByRole">A role of the account wants a second factor.</param>
public sealed record AccountFactors(
    bool Totp, int Passkeys, int RecoveryCodesLeft, bool EmailCodes, bool IsEmailVerified, bool RequiredByRole)
{
    /// <summary>The methods that reach <see cref="AssuranceLevels.Two"/>, the best first. Recovery codes are those of an authenticator app.</summary>
    public IReadOnlyList<string> Strong =>
    [
        .. Passkeys > 0 ? [SecondFactorMethods.Passkey] : Array.Empty<string>(),
        .. Totp ? [SecondFactorMethods.Totp] : Array.Empty<string>(),
        .. Totp && RecoveryCodesLeft > 0 ? [SecondFactorMethods.RecoveryCode] : Array.Empty<string>(),
    ];

    /// <summary>Every method, the best first. Who has an authenticator app is not let in by e-mail: it would be worth no more than the mailbox.</summary>
    public IReadOnlyList<string> All => IsMailUsed ? [.. Strong, SecondFactorMethods.EmailCode] : Strong;

    /// <summary>Whether somebody who has proved these methods may set the first strong one up in the sign-in itself.</summary>
    internal bool IsEnrolmentOpen(IReadOnlyList<string> amr) => Strong.Count == 0 && IsMailDone(amr);

    private bool IsMailUsed => EmailCodes && !Totp;

    /// <summary>Whether a sign-in by these methods needs no code by e-mail, or has shown one already.</summary>
    internal bool IsMailDone(IReadOnlyList<string> amr) => !IsMailUsed || amr.Contains(AuthenticationMethods.OneTimePassword);
}
