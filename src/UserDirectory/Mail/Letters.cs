using System.Text.Json;
using UserDirectory.Outbox;
using UserDirectory.Users;

namespace UserDirectory.Mail;

/// <summary>The letters that there are. Each template has a subject, paragraphs and perhaps a link in <c>LetterText.resx</c>.</summary>
internal static class Letters
{
    /// <summary>To who registered with an address that is proved already.</summary>
    public static OutboxMessage Welcome(User user) => To(user, "Welcome");

    /// <summary>Somebody tried to register with the address of an account.</summary>
    public static OutboxMessage AddressTaken(User owner) => To(owner, "AddressTaken");

    /// <summary>Somebody tried to give another account the address of this one.</summary>
    public static OutboxMessage AddressWanted(User owner) => To(owner, "AddressWanted");

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

    /// <summary>A code that proves the address, or the second step of a sign-in.</summary>
    public static OutboxMessage Code(User user, string code) => Secretly(To(user, "Code"), new LetterSecret(null, code));

    /// <summary>A letter whose link opens something once.</summary>
    /// <param name="template">Its name in <c>LetterText.resx</c>, where it has a subject, a body and the link's label.</param>
    /// <param name="pathAndQuery">Where the link leads, below the issuer.</param>
    /// <param name="address">Whom to write to instead of the account's own address.</param>
    public static OutboxMessage WithLink(User user, string template, string pathAndQuery, string? address = null) =>
        Secretly(To(user, template, address: address), new LetterSecret(pathAndQuery, null));

    /// <summary>Tells the owner what happened to the account.</summary>
    /// <param name="facts">Where and when; null leaves it out.</param>
    /// <param name="address">Whom to write to instead of the account's own address.</param>
    public static OutboxMessage Notice(User user, SecurityNotice notice, NoticeFacts? facts = null, string? address = null) =>
        To(user, $"Notice.{notice}", address: address, facts: facts);

    private static OutboxMessage To(
        User user, string template, DateTimeOffset? day = null, string? address = null, NoticeFacts? facts = null) =>
        OutboxMessage.Create(
            OutboxKinds.Mail,
            new Letter(template, address ?? user.Email!, user.Locale, user.GivenName ?? user.UserName!, day)
            {
                UserName = user.UserName,
                Zone = user.Zoneinfo,
                Facts = facts,
            },
            user.Id);

    private static OutboxMessage Secretly(OutboxMessage message, LetterSecret secret)
    {
        message.Secret = JsonSerializer.Serialize(secret);
        return message;
    }
}
