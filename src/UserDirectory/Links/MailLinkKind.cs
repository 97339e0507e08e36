namespace UserDirectory.Links;

/// <summary>What a link in a mail is for. The names are the table's.</summary>
public enum MailLinkKind
{
    VerifyEmail,
    ResetPassword,
    ChangeEmail,
    UndoEmailChange,
    Invitation,
    Unlock,
}
