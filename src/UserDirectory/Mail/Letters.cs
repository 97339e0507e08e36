using UserDirectory.Outbox;
using UserDirectory.Users;

namespace UserDirectory.Mail;

/// <summary>The letters that there are. Each template has a subject, paragraphs and perhaps a link in <c>LetterText.resx</c>.</summary>
internal static class Letters
{
    public static OutboxMessage Welcome(User user) => To(user, "Welcome");

    /// <summary>Somebody tried to register with the address of an account.</summary>
    public static OutboxMessage AddressTaken(User owner) => To(owner, "AddressTaken");

    public static OutboxMessage PasswordChanged(User user) => To(user, "PasswordChanged");

    /// <summary>A refresh token was used twice, so an app's access was ended.</summary>
    public static OutboxMessage TokenReuse(User user) => To(user, "TokenReuse");

    /// <summary>The account is to be erased on the day that it names.</summary>
    public static OutboxMessage DeletionRequested(User user) => To(user, "DeletionRequested", user.PurgeAfter);

    /// <summary>The account is not to be erased after all.</summary>
    public static OutboxMessage AccountKept(User user) => To(user, "AccountKept");

    /// <summary>An administrator gave the account another address: told at the old one and at the new one.</summary>
    public static OutboxMessage AddressChanged(User user, string address) => To(user, "AddressChanged", address: address);

    /// <summary>An administrator gave the account another user name.</summary>
    public static OutboxMessage UserNameChanged(User user, string address) => To(user, "UserNameChanged", address: address);

    private static OutboxMessage To(User user, string template, DateTimeOffset? day = null, string? address = null) => OutboxMessage.Create(
        OutboxKinds.Mail, new Letter(template, address ?? user.Email!, user.Locale, user.GivenName ?? user.UserName!, day), user.Id);
}
