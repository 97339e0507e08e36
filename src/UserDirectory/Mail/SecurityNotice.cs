namespace UserDirectory.Mail;

/// <summary>What happened to an account that its owner is to know of, each with a text in <c>LetterText.resx</c>.</summary>
public enum SecurityNotice
{
    NewDevice,
    PasskeyAdded,
    PasskeyRemoved,
    TotpAdded,
    TotpRemoved,
    SecondFactorReset,
    RecoveryCodesMade,
    RecoveryCodeUsed,
    EmailCodesOn,
    EmailCodesOff,
    ExternalLoginLinked,
    ExternalLoginUnlinked,
    EmailChanged,
}
