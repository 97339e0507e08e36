namespace UserDirectory.Outbox;

/// <summary>The kinds of messages that leave through the outbox.</summary>
public static class OutboxKinds
{
    /// <summary>Payload: a letter to one person.</summary>
    public const string Mail = "mail";

    /// <summary>Payload: somebody's wish for a mail with a link.</summary>
    public const string MailRequest = "mail.request";

    /// <summary>Payload: <see cref="OidcEngine.EndSession.LogoutNotice"/>.</summary>
    public const string BackChannelLogout = "oidc.backchannel_logout";

    /// <summary>Payload: whose files of pictures are to be deleted.</summary>
    public const string AvatarFiles = "avatar.files";
}
